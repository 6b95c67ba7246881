package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;

/// A command's answer: `Done` with a document; `Refused`, a refusal that has effects of its own (a released hold,
/// a recorded attempt) and is therefore stored and repeated; or `Declined`, a refusal without effects, whose key
/// may be used again.
public sealed interface Answer {

    record Done(int status, Object document) implements Answer {}

    record Refused(Problem problem) implements Answer {}

    record Declined(Problem problem) implements Answer {}
}
