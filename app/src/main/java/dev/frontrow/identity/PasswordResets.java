package dev.frontrow.identity;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.Guesses.Key;
import dev.frontrow.identity.Guesses.Terms;
import dev.frontrow.identity.recovery.LinkTokens;
import dev.frontrow.identity.recovery.RecoveryMail;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Links that let buyers set a new password though they do not know the old one. The box office may give one, see
/// [BoxOfficeLinks]; where mail is configured, one is sent to the address that the owner has given. A link is random,
/// kept as a digest, and good once and for a short time. A request for a link does not reveal
/// whether there is such an account. Thread-safe.
@Component
public class PasswordResets {

    private static final int KEYS_MAX = 100_000;

    private static final Terms REQUESTS_FOR_ACCOUNT = new Terms(3, 3, Duration.ofMinutes(20), Duration.ofMinutes(15));
    private static final Terms REQUESTS_OF_NETWORK =
            new Terms(100, 100, Duration.ofSeconds(20), Duration.ofSeconds(30));

    private final Credentials credentials;
    private final NewPasswords newPasswords;
    private final RecoveryMail mail;
    private final InstantSource time;
    private final Guesses forAccount;
    private final Guesses ofNetwork;

    PasswordResets(
            Credentials credentials, NewPasswords newPasswords, RecoveryMail mail, InstantSource time, Nodes nodes) {
        this.credentials = credentials;
        this.newPasswords = newPasswords;
        this.mail = mail;
        this.time = time;
        forAccount = new Guesses(REQUESTS_FOR_ACCOUNT, KEYS_MAX, time, nodes::count);
        ofNetwork = new Guesses(REQUESTS_OF_NETWORK, KEYS_MAX, time, nodes::count);
    }

    /// Whether links can be mailed at all.
    public boolean canMail() {
        return mail.isOn();
    }

    /// Mails a link to the owner of an account, if there is such an account and it has an address. Answers at
    /// once, and the same in every case: how long to wait before asking again, or zero.
    public Duration request(String username, ClientNetwork network, Locale language) {
        Key account = Key.of("reset", Username.normalized(username).toLowerCase(Locale.ROOT));
        Key origin = Key.of("reset of network", network);
        Duration pause = forAccount.begin(account);
        if (pause.isPositive()) {
            return pause;
        }
        pause = ofNetwork.begin(origin);
        if (pause.isPositive()) {
            forAccount.undone(account);
            return pause;
        }
        // Every request counts: there is no right or wrong one.
        forAccount.wrong(account);
        ofNetwork.wrong(origin);
        mail.later(() -> credentials
                .find(username)
                .filter(found -> found.recoveryAddress() != null)
                .ifPresent(found -> mail.send(
                        String.valueOf(found.recoveryAddress()),
                        found.username(),
                        BoxOfficeLinks.newLink(credentials, found, time.instant()),
                        language)));
        return Duration.ZERO;
    }

    /// Whether a link can still be used. Looking does not use it up, since mail scanners open links too.
    public boolean isGood(String token) {
        return credentials.findByLink(LinkTokens.digest(token), time.instant()).isPresent();
    }

    /// Sets the password by a link, which is used up with it, and ends all sessions of the account.
    public NewPasswordOutcome redeem(String token, String fresh) {
        var account = credentials.findByLink(LinkTokens.digest(token), time.instant());
        if (account.isEmpty()) {
            return new NewPasswordOutcome.NotProven();
        }
        return newPasswords.set(
                fresh,
                account.get(),
                (hash, now) -> credentials.redeem(LinkTokens.digest(token), account.get(), hash, now),
                _ -> new NewPasswordOutcome.Reset());
    }
}
