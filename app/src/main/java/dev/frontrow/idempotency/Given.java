package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// What a batch has for one of its commands.
sealed interface Given {

    /// The bytes that stand in the database for its key.
    record Kept(StoredAnswer answer) implements Given {}

    /// The answer to a command without a key; nobody else will ever read it.
    record Fresh(Answer answer) implements Given {}

    /// Nothing happened.
    record Declined(Problem problem) implements Given {}
}
