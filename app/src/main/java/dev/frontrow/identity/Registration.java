package dev.frontrow.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Signing up and signing in by username and password. Thread-safe.
@Component
public class Registration {

    /// Names that Frontrow itself gives out: the first operator, and the demo's buyers.
    private static final Pattern RESERVED = Pattern.compile("operator|demo-(\\d+|crowd-.*)", Pattern.CASE_INSENSITIVE);

    private final Buyers buyers;
    private final PasswordHashing passwords;
    private final AccessTokens accessTokens;

    Registration(Buyers buyers, PasswordHashing passwords, AccessTokens accessTokens) {
        this.buyers = buyers;
        this.passwords = passwords;
        this.accessTokens = accessTokens;
    }

    /// Makes a buyer; the caller has checked name and password by [SignUpForm]'s rules.
    public SignUpOutcome signUp(String username, String password, @Nullable String displayName) {
        if (RESERVED.matcher(username).matches()) {
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

    public SignInOutcome signIn(String username, String password) {
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
