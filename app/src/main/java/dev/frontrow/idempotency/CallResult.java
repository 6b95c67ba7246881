package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// A batch's result for one of its commands.
sealed interface CallResult {

    /// The answer stored in the database for the command's key.
    record Kept(StoredAnswer answer) implements CallResult {}

    /// The answer to a command without a key; it is not stored.
    record Fresh(Answer answer) implements CallResult {}

    /// Refused without effects.
    record Declined(Problem problem) implements CallResult {}
}
