package dev.frontrow.identity;

import java.time.Duration;

/// What became of the wish for another password.
public sealed interface NewPasswordOutcome {

    /// All sessions that were begun before are over.
    ///
    /// @param signedIn whose password it is, in a session of the new one
    record Changed(SignInOutcome.SignedIn signedIn) implements NewPasswordOutcome {}

    /// Set by a link; whoever had it signs in by the new password.
    record Reset() implements NewPasswordOutcome {}

    record Unfit(PasswordFault fault) implements NewPasswordOutcome {}

    /// The current password is another one, or the link is no good (any more).
    record NotProven() implements NewPasswordOutcome {}

    /// Too many wrong guesses.
    ///
    /// @param pause before the next one is looked at
    record TooManyAttempts(Duration pause) implements NewPasswordOutcome {}

    record TooManyHashing() implements NewPasswordOutcome {}
}
