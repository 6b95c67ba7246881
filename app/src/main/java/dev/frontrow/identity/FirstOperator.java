package dev.frontrow.identity;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.frontrow.identity.passwords.PasswordHashing;
import dev.frontrow.identity.passwords.PasswordRule;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.stereotype.Component;

/// Makes sure that there is an operator of the configured name, an owner. The password is the configured one;
/// otherwise one is generated and shown once, on the console and in no file of the log.
@Component
class FirstOperator implements ApplicationRunner {

    /// Their username.
    ///
    /// @param value as configured
    record Name(String value) {

        static final String DEFAULT = "operator";

        Name {
            if (!Username.isOne(value)) {
                throw new IllegalStateException(
                        "FRONTROW_OPERATOR_NAME must be 3 to 64 letters, digits or characters of an e-mail address");
            }
        }
    }

    /// Shows what belongs into no log. Where the console carries the log as JSON it is one event there, because what
    /// collects it reads no other lines; no level hides it, and no file of the log gets it.
    ///
    /// @param out  the console
    /// @param root the logger whose appender writes there
    record Console(PrintStream out, Logger root) {

        /// As Spring Boot names it.
        static final String APPENDER = "CONSOLE";

        Console(PrintStream out) {
            this(out, LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
        }

        void show(String... lines) {
            if (root instanceof ch.qos.logback.classic.Logger logger
                    && logger.getAppender(APPENDER) instanceof OutputStreamAppender<ILoggingEvent> console
                    && console.getEncoder() instanceof StructuredLogEncoder encoder) {
                var event = new LoggingEvent(
                        Console.class.getName(), logger, Level.WARN, String.join(". ", lines), null, null);
                out.writeBytes(encoder.encode(event));
                out.flush();
            } else {
                for (String line : lines) {
                    out.println(line);
                }
            }
        }
    }

    private static final Logger log = LoggerFactory.getLogger(FirstOperator.class);

    private static final int GENERATED_BYTES = 15;

    private final Buyers buyers;
    private final PasswordHashing passwords;
    private final String username;
    private final @Nullable String configured;
    private final Console console;

    @Autowired
    FirstOperator(
            Buyers buyers,
            PasswordHashing passwords,
            Name name,
            @Value("${frontrow.operator-password:#{null}}") @Nullable String configured) {
        this(buyers, passwords, name, configured, new Console(System.out));
    }

    FirstOperator(Buyers buyers, PasswordHashing passwords, Name name, @Nullable String configured, Console console) {
        this.buyers = buyers;
        this.passwords = passwords;
        this.username = name.value();
        this.configured = configured == null || configured.isBlank() ? null : configured;
        this.console = console;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (existing().filter(found -> found.role() != Role.OPERATOR).isPresent()) {
            throw new IllegalStateException("FRONTROW_OPERATOR_NAME is the name of a buyer; choose another one");
        }
        if (configured == null) {
            generate();
        } else {
            apply(configured);
        }
        existing().ifPresent(operator -> buyers.ensureOwner(operator.buyerId()));
    }

    private void generate() {
        if (existing().isPresent()) {
            return;
        }
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        // Another node may have been first; then the password that it printed is the right one.
        if (buyers.insert(username, hash(password), null, Role.OPERATOR).isPresent()) {
            console.show(
                    "Operator sign-in: " + username + " / " + password,
                    "This password is shown only once. FRONTROW_OPERATOR_PASSWORD sets another one at the next start.");
        }
    }

    private void apply(String password) {
        judge(password);
        var operator = existing();
        if (operator.isEmpty()
                && buyers.insert(username, hash(password), null, Role.OPERATOR).isPresent()) {
            return;
        }
        var existing = operator.or(this::existing).orElseThrow();
        if (!passwords.matches(password, existing.passwordHash()).orElseThrow()) {
            buyers.changePassword(existing.buyerId(), hash(password));
        }
    }

    /// An operator may choose a password that a fan may not, but is warned about it.
    private void judge(String password) {
        switch (PasswordRule.fault(password, username).orElse(null)) {
            case null -> {}
            case TOO_LONG, CONTROL ->
                throw new IllegalStateException("FRONTROW_OPERATOR_PASSWORD must have at most "
                        + PasswordRule.CHARACTERS_MAX + " characters, and no control characters");
            case TOO_SHORT, BLANK, COMMON ->
                log.warn(
                        "FRONTROW_OPERATOR_PASSWORD is easy to guess; use a longer one where others can reach the server");
        }
    }

    private Optional<Buyers.SignInRecord> existing() {
        return buyers.findByUsername(username);
    }

    private String hash(String password) {
        return passwords.hash(password).orElseThrow();
    }
}
