package dev.frontrow.identity;

import java.time.Duration;

/// The outcome of a sign-in.
public sealed interface SignInOutcome {

    /// @param generation of the buyer's sessions, as it was when their password was checked
    record SignedIn(Caller caller, int generation, AccessTokens.AccessToken accessToken) implements SignInOutcome {}

    record CredentialsWrong() implements SignInOutcome {}

    /// Too many wrong guesses.
    ///
    /// @param pause before the next attempt is looked at
    record TooManyAttempts(Duration pause) implements SignInOutcome {}

    record TooManySigningIn() implements SignInOutcome {}
}
