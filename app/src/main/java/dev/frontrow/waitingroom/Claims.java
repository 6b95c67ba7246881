package dev.frontrow.waitingroom;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.news.RoomNews;
import dev.frontrow.waitingroom.store.ClaimGuard;
import dev.frontrow.waitingroom.store.PlaceBatches;
import dev.frontrow.waitingroom.terms.AdmissionTerms;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Admits the owners of called places. Thread-safe.
@Component
class Claims {

    private final PlaceBatches places;
    private final Doubts doubts;
    private final AdmissionTerms terms;
    private final Progress progress;
    private final RoomNews news;

    Claims(PlaceBatches places, Doubts doubts, AdmissionTerms terms, Progress progress, RoomNews news) {
        this.places = places;
        this.doubts = doubts;
        this.terms = terms;
        this.progress = progress;
        this.news = news;
    }

    /// Admits the place, unless it is under challenge or others may still go before it. Returns how it stands then.
    Standing claim(WaitingRoom room, QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        if (room.isChallenged(place) || !room.line().reserveEntry(place)) {
            return Standing.turnHasCome();
        }
        try {
            AdmissionTerm term = terms.from(now);
            if (places.admit(token.concertId(), place, token.buyerId(), term, guard(room, place, now))) {
                room.tell(it -> it.line().admitted(place, term));
                return Standing.admitted(term);
            }
        } catch (RuntimeException failed) {
            throw Doubts.of(room, place, failed);
        } finally {
            room.line().notAdmitted(place);
        }
        return doubts.lookAsStored(room, token, now);
    }

    /// In a cluster, a call must be stored before it admits anybody: another node may be the owner by now.
    private ClaimGuard guard(WaitingRoom room, PlaceNumber place, Instant now) {
        if (!news.isShared()) {
            return ClaimGuard.ALONE;
        }
        long position = room.line().positionOf(place);
        if (position > room.storedServingPosition(place.lane())) {
            progress.save(room, place.lane());
        }
        return new ClaimGuard(position, now);
    }
}
