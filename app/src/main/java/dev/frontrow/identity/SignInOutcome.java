package dev.frontrow.identity;

/// What became of the wish to sign in.
public sealed interface SignInOutcome {

    record SignedIn(Caller caller, AccessTokens.AccessToken accessToken) implements SignInOutcome {}

    record CredentialsWrong() implements SignInOutcome {}

    record TooManySigningIn() implements SignInOutcome {}
}
