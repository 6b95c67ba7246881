package dev.frontrow.waitingroom;

import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Duration;
import java.time.Instant;

/// The outcome of a join.
public sealed interface JoinOutcome {

    record Joined(QueueToken token) implements JoinOutcome {}

    /// The buyer already had this place.
    record AlreadyInLine(QueueToken token) implements JoinOutcome {}

    record NotOpenYet(Instant opensAt) implements JoinOutcome {}

    record Closed() implements JoinOutcome {}

    record ConcertUnknown() implements JoinOutcome {}

    /// The room is by invitation: an access code is required.
    record AccessCodeRequired() implements JoinOutcome {}

    record AccessCodeInvalid() implements JoinOutcome {}

    record AccessCodeUsedUp() implements JoinOutcome {}

    /// Too many wrong codes.
    ///
    /// @param pause how long to wait before the next code
    record TooManyCodes(Duration pause) implements JoinOutcome {}

    /// A proof of work is required; here is one to solve.
    record ChallengeRequired(Challenge challenge) implements JoinOutcome {}

    /// The proof was wrong, expired or used; here is a new challenge.
    record ChallengeFailed(Challenge challenge) implements JoinOutcome {}
}
