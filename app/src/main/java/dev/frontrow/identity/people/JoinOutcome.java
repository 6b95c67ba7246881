package dev.frontrow.identity.people;

import java.util.UUID;

/// What became of an invitation's link.
sealed interface JoinOutcome {

    record Joined(UUID operatorId, String username) implements JoinOutcome {}

    /// It was never given, was used or withdrawn already, or its time is over.
    record LinkInvalid() implements JoinOutcome {}

    record UsernameTaken() implements JoinOutcome {}

    record TooManyHashing() implements JoinOutcome {}
}
