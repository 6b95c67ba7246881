package dev.frontrow.identity;

import java.util.UUID;

/// The outcome of a sign-up.
public sealed interface SignUpOutcome {

    record SignedUp(UUID buyerId, String username) implements SignUpOutcome {}

    record UsernameTaken() implements SignUpOutcome {}

    record TooManySigningUp() implements SignUpOutcome {}
}
