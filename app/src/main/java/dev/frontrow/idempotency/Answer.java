package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// What a command that had an effect answers: a document, or a refusal that itself left traces (a released hold, a
/// recorded attempt) and must therefore be repeated word for word.
public sealed interface Answer {

    record Done(int status, Object document) implements Answer {}

    record Refused(Problem problem) implements Answer {}
}
