package dev.frontrow.identity;

/// What became of the wish to sign in.
public sealed interface SignInOutcome {

    /// @param generation of the buyer's sessions, as it was when their password was looked at
    record SignedIn(Caller caller, int generation, AccessTokens.AccessToken accessToken) implements SignInOutcome {}

    record CredentialsWrong() implements SignInOutcome {}

    record TooManySigningIn() implements SignInOutcome {}
}
