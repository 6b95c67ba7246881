package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// What a command answers: a document, a refusal that itself left traces (a released hold, a recorded attempt) and must
/// therefore be repeated word for word, or one that left none, so that its key may be used again.
public sealed interface Answer {

    record Done(int status, Object document) implements Answer {}

    record Refused(Problem problem) implements Answer {}

    record Declined(Problem problem) implements Answer {}
}
