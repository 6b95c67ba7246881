package dev.frontrow.identity;

import dev.frontrow.identity.passwords.PasswordHashing;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the owner of an account may change about it, by their current password. Thread-safe.
@Component
public class AccountChanges {

    /// What became of the question for the password.
    ///
    /// @param generation of the account's sessions when it was asked; null for an account without a password
    /// @param refusal    null if the account is its owner's
    public record Proof(
            @Nullable Integer generation, @Nullable NewPasswordOutcome refusal) {}

    private final Credentials credentials;
    private final PasswordHashing passwords;
    private final NewPasswords newPasswords;
    private final AccessTokens accessTokens;
    private final SignInAttempts attempts;

    AccountChanges(
            Credentials credentials,
            PasswordHashing passwords,
            NewPasswords newPasswords,
            AccessTokens accessTokens,
            SignInAttempts attempts) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.accessTokens = accessTokens;
        this.attempts = attempts;
    }

    /// The address at which the buyer's account can be recovered; empty if they have given none.
    public Optional<String> recoveryAddress(UUID buyerId) {
        return credentials.find(buyerId).map(Credentials.Account::recoveryAddress);
    }

    /// Sets another password, and ends all sessions but the one that is answered.
    public NewPasswordOutcome changePassword(Caller caller, String current, String fresh, SignInOrigin origin) {
        var account = credentials.find(caller.buyerId());
        if (account.isEmpty()) {
            return new NewPasswordOutcome.NotProven();
        }
        var refusal = refusal(account.get(), current, origin);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return newPasswords.set(
                fresh,
                account.get(),
                (hash, now) -> credentials.setPassword(account.get(), hash, now),
                begun -> new NewPasswordOutcome.Changed(signedIn(caller, begun.number())));
    }

    /// Sets or forgets the address. Empty if that is done, otherwise the reason why not.
    public Optional<NewPasswordOutcome> changeRecoveryAddress(
            Caller caller, String current, @Nullable String address, SignInOrigin origin) {
        var account = credentials.find(caller.buyerId());
        if (account.isEmpty()) {
            return Optional.of(new NewPasswordOutcome.NotProven());
        }
        var refusal = refusal(account.get(), current, origin);
        if (refusal.isEmpty()) {
            credentials.setRecoveryAddress(caller.buyerId(), address);
        }
        return refusal;
    }

    private SignInOutcome.SignedIn signedIn(Caller caller, int generation) {
        return new SignInOutcome.SignedIn(
                caller, generation, accessTokens.issue(caller.buyerId(), caller.role(), generation));
    }

    /// Asks for the password. An account of an outside issuer has none, and its token is enough.
    public Proof prove(UUID buyerId, String password, SignInOrigin origin) {
        return credentials
                .find(buyerId)
                .map(account -> new Proof(
                        account.generation(), refusal(account, password, origin).orElse(null)))
                .orElseGet(() -> new Proof(null, null));
    }

    /// A session alone is not enough: somebody else may have found it open.
    private Optional<NewPasswordOutcome> refusal(Credentials.Account account, String current, SignInOrigin origin) {
        var attempt = attempts.begin(account.username(), origin);
        if (attempt.pause().isPositive()) {
            return Optional.of(new NewPasswordOutcome.TooManyAttempts(attempt.pause()));
        }
        Optional<Boolean> matches = passwords.matches(current, account.passwordHash());
        if (matches.isEmpty()) {
            attempt.undone();
            return Optional.of(new NewPasswordOutcome.TooManyHashing());
        }
        if (!matches.get()) {
            attempt.wrong();
            return Optional.of(new NewPasswordOutcome.NotProven());
        }
        attempt.right();
        return Optional.empty();
    }
}
