package dev.frontrow.waitingroom;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How places get free of the challenge that they are under. Thread-safe.
@Component
class Proofs {

    private final Doorkeeper doorkeeper;
    private final Places places;

    Proofs(Doorkeeper doorkeeper, Places places) {
        this.doorkeeper = doorkeeper;
        this.places = places;
    }

    Challenge challenge(SteeredRoom room, UUID buyerId) {
        return doorkeeper.challenge(room, buyerId);
    }

    /// Takes the answer to the challenge that the place is under.
    ChallengeOutcome prove(SteeredRoom room, QueueToken token, @Nullable String proof) {
        if (!room.isChallenged(token.place())) {
            return ChallengeOutcome.SOLVED;
        }
        ChallengeOutcome outcome = doorkeeper.check(room, token.buyerId(), proof);
        if (outcome == ChallengeOutcome.SOLVED) {
            free(room, token);
        }
        return outcome;
    }

    private void free(SteeredRoom room, QueueToken token) {
        try {
            places.proven(token.concertId(), token.place(), token.buyerId());
            room.notChallenged(token.place());
        } catch (RuntimeException failed) {
            throw Doubts.of(room, token.place(), failed);
        }
    }
}
