package dev.frontrow.identity;

import dev.frontrow.identity.passwords.PasswordHashing;
import dev.frontrow.identity.passwords.PasswordRule;
import dev.frontrow.identity.sessions.EndedSessionRows.Generation;
import dev.frontrow.identity.sessions.EndedSessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Sets another password, which ends the account's sessions. Thread-safe.
@Component
class NewPasswords {

    /// Stores the hash of a password; empty if what proved the owner is gone.
    interface Store {
        Optional<Generation> store(String hash, Instant now);
    }

    private final PasswordHashing passwords;
    private final EndedSessions endedSessions;
    private final InstantSource time;

    NewPasswords(PasswordHashing passwords, EndedSessions endedSessions, InstantSource time) {
        this.passwords = passwords;
        this.endedSessions = endedSessions;
        this.time = time;
    }

    /// @param whenSet the outcome, by the generation of sessions that begins with the password
    NewPasswordOutcome set(
            String fresh, Credentials.Account account, Store rows, Function<Generation, NewPasswordOutcome> whenSet) {
        var fault = PasswordRule.fault(fresh, account.username());
        if (fault.isPresent()) {
            return new NewPasswordOutcome.Unfit(fault.get());
        }
        var hash = passwords.hash(fresh);
        if (hash.isEmpty()) {
            return new NewPasswordOutcome.TooManyHashing();
        }
        var begun = rows.store(hash.get(), time.instant());
        if (begun.isEmpty()) {
            return new NewPasswordOutcome.NotProven();
        }
        endedSessions.remember(begun.get());
        return whenSet.apply(begun.get());
    }
}
