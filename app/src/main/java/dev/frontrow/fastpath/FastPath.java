package dev.frontrow.fastpath;

import java.util.Optional;

/// A fast path to a hot answer. It handles the common case only. Refusals, unusual requests, and answers that
/// need more than memory are left to the controller at the same address; the fast path has then changed nothing
/// that the controller would not. So the controller remains the only place that knows all rules, and both must
/// give identical bytes.
///
/// It is called first on the network thread, where it must never block. Without an answer there, it is called
/// again on a thread that may block.
public interface FastPath {

    /// The address, with one variable in it, which is a number: `/api/v1/concerts/{concertId}/waiting-room`.
    String address();

    /// The answer to a GET if it is there without blocking; runs on the network thread.
    Optional<FastAnswer> tryAnswer(long id, FastCall call);

    /// The answer to a GET on a thread that may block; empty if the controller must answer.
    default Optional<FastAnswer> answer(long id, FastCall call) {
        return Optional.empty();
    }
}
