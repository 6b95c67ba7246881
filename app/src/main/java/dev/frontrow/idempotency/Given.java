package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// A batch's result for one of its commands.
sealed interface Given {

    /// The answer stored in the database for the command's key.
    record Kept(StoredAnswer answer) implements Given {}

    /// The answer to a command without a key; it is not stored.
    record Fresh(Answer answer) implements Given {}

    /// Refused without effects.
    record Declined(Problem problem) implements Given {}
}
