package dev.frontrow.identity.recovery;

import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/// Mails links on a thread of its own, so that the time of an answer does not reveal whether one is sent. Mails
/// that do not fit into the queue are dropped; the buyer asks again. Thread-safe.
@Component
public class RecoveryMail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecoveryMail.class);
    private static final int WAITING_MAX = 500;

    private final @Nullable JavaMailSender sender;
    private final RecoverySettings settings;
    private final MessageSource words;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("recovery-mail").factory());

    RecoveryMail(ObjectProvider<JavaMailSender> sender, RecoverySettings settings, MessageSource words) {
        this.sender = sender.getIfAvailable();
        this.settings = settings;
        this.words = words;
        if (isOn() && (settings.publicAddress() == null || settings.mailFrom() == null)) {
            throw new IllegalArgumentException(
                    "spring.mail.host needs frontrow.recovery.public-address and frontrow.recovery.mail-from");
        }
    }

    /// Whether a mail server is configured.
    public final boolean isOn() {
        return sender != null;
    }

    /// Does the work on the thread that sends mails; drops it if no mail can be sent or too many wait.
    public void later(Runnable work) {
        if (!isOn()) {
            return;
        }
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException failed) {
                    log.warn("a mail was not sent: {}", failed.getMessage());
                }
            });
        } catch (RejectedExecutionException full) {
            log.warn("a mail was not sent: too many are waiting");
        }
    }

    /// Sends a link to the owner of an account.
    public void send(String address, String username, ResetLink link, Locale language) throws MailException {
        var message = new SimpleMailMessage();
        message.setFrom(String.valueOf(settings.mailFrom()));
        message.setTo(address);
        message.setSubject(words.getMessage("mail.reset.subject", null, language));
        String where = settings.link("/reset-password?token=" + link.token());
        message.setText(words.getMessage(
                "mail.reset.text", new Object[] {username, where, ResetLink.TTL.toMinutes()}, language));
        if (sender != null) {
            sender.send(message);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
