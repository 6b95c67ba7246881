package dev.frontrow.identity;

import dev.frontrow.identity.passwords.PasswordHashing;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Signing up and signing in by username and password. Thread-safe.
@Component
public class Registration {

    /// Names that Frontrow itself gives out: the first operator, however called, and the demo's buyers.
    private static final Pattern RESERVED =
            Pattern.compile(FirstOperator.Name.DEFAULT + "|demo-(\\d+|crowd-.*)", Pattern.CASE_INSENSITIVE);

    private final Buyers buyers;
    private final PasswordHashing passwords;
    private final AccessTokens accessTokens;
    private final FirstOperator.Name operatorName;
    private final SignInAttempts attempts;

    Registration(
            Buyers buyers,
            PasswordHashing passwords,
            AccessTokens accessTokens,
            FirstOperator.Name operatorName,
            SignInAttempts attempts) {
        this.attempts = attempts;
        this.buyers = buyers;
        this.operatorName = operatorName;
        this.passwords = passwords;
        this.accessTokens = accessTokens;
    }

    /// Makes a buyer; the caller has checked name and password by [SignUpForm]'s rules.
    public SignUpOutcome signUp(String username, String password, @Nullable String displayName) {
        if (RESERVED.matcher(username).matches() || operatorName.value().equalsIgnoreCase(username)) {
            return new SignUpOutcome.UsernameTaken();
        }
        var hash = passwords.hash(password);
        if (hash.isEmpty()) {
            return new SignUpOutcome.TooManySigningUp();
        }
        return buyers.insert(username, hash.get(), displayName, Role.BUYER)
                .<SignUpOutcome>map(buyerId -> new SignUpOutcome.SignedUp(buyerId, username))
                .orElseGet(SignUpOutcome.UsernameTaken::new);
    }

    /// Signs in by a password. Whether the name or the password is wrong can be told neither from the answer nor from
    /// how long it took.
    public SignInOutcome signIn(String username, String password, SignInOrigin origin) {
        var attempt = attempts.begin(username, origin);
        if (attempt.pause().isPositive()) {
            return new SignInOutcome.TooManyAttempts(attempt.pause());
        }
        boolean known = false;
        try {
            SignInOutcome outcome = signIn(username, password);
            known = true;
            switch (outcome) {
                case SignInOutcome.SignedIn _ -> attempt.right();
                case SignInOutcome.CredentialsWrong _ -> attempt.wrong();
                case SignInOutcome.TooManySigningIn _, SignInOutcome.TooManyAttempts _ -> attempt.undone();
            }
            return outcome;
        } finally {
            if (!known) {
                attempt.undone();
            }
        }
    }

    private SignInOutcome signIn(String username, String password) {
        var buyer = buyers.findByUsername(username);
        var matches = passwords.matches(
                password, buyer.map(Buyers.SignInRecord::passwordHash).orElse(null));
        if (matches.isEmpty()) {
            return new SignInOutcome.TooManySigningIn();
        }
        if (buyer.isEmpty() || !matches.get()) {
            return new SignInOutcome.CredentialsWrong();
        }
        var found = buyer.get();
        return new SignInOutcome.SignedIn(
                new Caller(found.buyerId(), found.role()),
                found.generation(),
                accessTokens.issue(found.buyerId(), found.role(), found.generation()));
    }
}
