package dev.frontrow.waitingroom;

import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.challenge.ChallengeOutcome;
import dev.frontrow.waitingroom.challenge.ChallengePolicy;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueToken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Frees places from challenges by proofs of work. Thread-safe.
@Component
class Proofs {

    private final ChallengePolicy challengePolicy;
    private final Places places;

    Proofs(ChallengePolicy challengePolicy, Places places) {
        this.challengePolicy = challengePolicy;
        this.places = places;
    }

    Challenge challenge(OwnPlace own) {
        return challengePolicy.challenge(own.token().concertId(), own.token().buyerId());
    }

    /// Checks the answer to the place's challenge, and frees the place if it is right. SOLVED if the place is
    /// under no challenge.
    ChallengeOutcome prove(OwnPlace own, @Nullable String proof) {
        WaitingRoom room = own.room();
        QueueToken token = own.token();
        if (!room.isChallenged(token.place())) {
            return ChallengeOutcome.SOLVED;
        }
        ChallengeOutcome outcome = challengePolicy.check(token.concertId(), token.buyerId(), proof);
        if (outcome == ChallengeOutcome.SOLVED) {
            free(room, token);
        }
        return outcome;
    }

    private void free(WaitingRoom room, QueueToken token) {
        try {
            places.proven(token.concertId(), token.place(), token.buyerId());
            room.tell(it -> it.notChallenged(token.place()));
        } catch (RuntimeException failed) {
            throw Doubts.of(room, token.place(), failed);
        }
    }
}
