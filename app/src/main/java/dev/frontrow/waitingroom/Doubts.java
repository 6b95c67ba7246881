package dev.frontrow.waitingroom;

import dev.frontrow.database.ConnectionFault;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.store.LostPlaces;
import dev.frontrow.waitingroom.store.LostPlaces.Restored;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Places of which memory is uncertain: their last commit has an unknown outcome, their row is missing, or they
/// are over in memory. The database is asked before anything is told, and memory follows it. Thread-safe.
@Component
class Doubts {

    private final Places places;
    private final LostPlaces lostPlaces;

    Doubts(Places places, LostPlaces lostPlaces) {
        this.places = places;
        this.lostPlaces = lostPlaces;
    }

    /// Call when storing a change of the place failed: marks the place as uncertain if the change may still be
    /// committed. Returns the failure, to be thrown.
    static RuntimeException of(WaitingRoom room, PlaceNumber place, RuntimeException failed) {
        if (ConnectionFault.leavesOutcomeUnknown(failed)) {
            room.tell(it -> it.line().doubt(place));
        }
        return failed;
    }

    /// Reads the place from the database if memory is uncertain about it.
    void settle(WaitingRoom room, QueueToken token, Instant now) {
        if (!room.line().isKnown(token.place())) {
            read(room, token, now);
        }
    }

    /// The state of the place by its row. Memory soon forgets whether an ended place was finished, left or
    /// missed; the database does not.
    Standing lookAsStored(WaitingRoom room, QueueToken token, Instant now) {
        Place place = places.find(token.concertId(), token.place()).orElseGet(() -> putBack(room, token, now));
        room.remember(place, now);
        Standing standing = room.line().look(token.place(), now);
        return standing.state().live() || place.state().live() ? standing : Standing.of(place.state());
    }

    /// Restores a place whose row is gone, and suspects that the store has lost others.
    Place putBack(WaitingRoom room, QueueToken token, Instant now) {
        room.suspectLoss();
        return read(room, token, now);
    }

    /// The queue token is the record: if the store lost a place, its owner's genuine token restores it with its
    /// number. So people who joined since stay behind it.
    private Place read(WaitingRoom room, QueueToken token, Instant now) {
        Restored restored = restored(token, now);
        PlaceNumber givenUp = restored.givenUp();
        if (givenUp != null) {
            room.tell(it -> it.line().ended(givenUp, PlaceState.LEFT));
        }
        room.remember(restored.place(), now);
        if (restored.isSettled()) {
            room.line().known(token.place());
        }
        return restored.place();
    }

    private Restored restored(QueueToken token, Instant now) {
        try {
            return lostPlaces.restore(token, now);
        } catch (DuplicateKeyException _) {
            // The owner joined again at the same moment; the retry sees that place.
            return lostPlaces.restore(token, now);
        }
    }
}
