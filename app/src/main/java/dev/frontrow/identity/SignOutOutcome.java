package dev.frontrow.identity;

/// What became of the wish to sign out.
public sealed interface SignOutOutcome {

    /// Also where nobody was signed in.
    record SignedOut() implements SignOutOutcome {}

    record TooManySigningOut() implements SignOutOutcome {}
}
