package dev.frontrow.identity;

import dev.frontrow.identity.passwords.PasswordFault;
import java.time.Duration;

/// The outcome of a change of a password.
public sealed interface NewPasswordOutcome {

    /// All sessions that were begun before are over.
    ///
    /// @param signedIn the owner of the account, in a new session
    record Changed(SignInOutcome.SignedIn signedIn) implements NewPasswordOutcome {}

    /// Set by a link; its bearer signs in with the new password.
    record Reset() implements NewPasswordOutcome {}

    record Unfit(PasswordFault fault) implements NewPasswordOutcome {}

    /// The current password is wrong, or the link is not valid (any more).
    record NotProven() implements NewPasswordOutcome {}

    /// Too many wrong guesses.
    ///
    /// @param pause before the next one is looked at
    record TooManyAttempts(Duration pause) implements NewPasswordOutcome {}

    record TooManyHashing() implements NewPasswordOutcome {}
}
