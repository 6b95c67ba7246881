package dev.frontrow.identity;

/// The outcome of a sign-out.
public sealed interface SignOutOutcome {

    /// The session has ended, or there was none.
    record SignedOut() implements SignOutOutcome {}

    record TooManySigningOut() implements SignOutOutcome {}
}
