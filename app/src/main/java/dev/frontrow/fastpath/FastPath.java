package dev.frontrow.fastpath;

import java.util.Optional;

/// A short cut to a hot answer. It takes the common case only: whatever is refused, odd, or needs more than memory it
/// leaves to the controller at the same address, and then it has changed nothing that the controller would not. So the
/// controller stays the only place that knows all the rules, and the short cut must give the very bytes that it would.
///
/// It is asked first on the thread that reads from the network: there it must never wait, for a database least of all.
/// Where it has no answer there, it is asked once more on a thread that may wait.
public interface FastPath {

    /// The address, with one variable in it that is a number: `/api/v1/concerts/{concertId}/waiting-room`.
    String address();

    /// The answer to a GET of that address, or empty where the controller is to answer.
    Optional<FastAnswer> answer(long id, FastCall call);

    /// The same on a thread that may wait.
    default Optional<FastAnswer> answerInTime(long id, FastCall call) {
        return Optional.empty();
    }
}
