package dev.frontrow.waitingroom;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.store.PlaceBatches;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Admits the owners of called places. Thread-safe.
@Component
class Claims {

    private final PlaceBatches places;
    private final Doubts doubts;
    private final AdmissionTerms terms;

    Claims(PlaceBatches places, Doubts doubts, AdmissionTerms terms) {
        this.places = places;
        this.doubts = doubts;
        this.terms = terms;
    }

    /// Admits the place, unless it is under challenge or others may still go before it. Returns how it stands then.
    Standing claim(WaitingRoom room, QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        if (room.isChallenged(place) || !room.line().reserveEntry(place)) {
            return Standing.turnHasCome();
        }
        try {
            AdmissionTerm term = terms.from(now);
            if (places.admit(token.concertId(), place, token.buyerId(), term)) {
                room.line().admitted(place, term);
                return Standing.admitted(term);
            }
        } catch (RuntimeException failed) {
            throw Doubts.of(room, place, failed);
        } finally {
            room.line().notAdmitted(place);
        }
        return doubts.lookAsStored(room, token, now);
    }
}
