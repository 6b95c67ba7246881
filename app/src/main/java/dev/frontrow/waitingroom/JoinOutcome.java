package dev.frontrow.waitingroom;

import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Duration;
import java.time.Instant;

/// What became of the wish to stand in line.
sealed interface JoinOutcome {

    record Joined(WaitingRoom room, Place place) implements JoinOutcome {}

    /// The same place as before.
    record AlreadyInLine(WaitingRoom room, Place place) implements JoinOutcome {}

    record NotOpenYet(Instant opensAt) implements JoinOutcome {}

    record Closed() implements JoinOutcome {}

    record ConcertUnknown() implements JoinOutcome {}

    /// Only those with an access code may join.
    record AccessCodeRequired() implements JoinOutcome {}

    record AccessCodeInvalid() implements JoinOutcome {}

    record AccessCodeUsedUp() implements JoinOutcome {}

    /// Too many wrong codes.
    ///
    /// @param pause before another one is looked at
    record TooManyCodes(Duration pause) implements JoinOutcome {}

    /// To be solved first.
    record ChallengeRequired(Challenge challenge) implements JoinOutcome {}

    /// The proof was none; here is a new challenge.
    record ChallengeFailed(Challenge challenge) implements JoinOutcome {}
}
