package dev.frontrow.identity;

import java.util.UUID;

/// What became of the wish to sign up.
public sealed interface SignUpOutcome {

    record SignedUp(UUID buyerId, String username) implements SignUpOutcome {}

    record UsernameTaken() implements SignUpOutcome {}

    record TooManySigningUp() implements SignUpOutcome {}
}
