package dev.frontrow.waitingroom;

import dev.frontrow.database.ConnectionFault;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.LostPlaces.Restored;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Places of which memory is not sure: those whose last change has an unknown outcome, those that have no row, and
/// those
/// that are over in memory. Of them the database is asked before anything is told, and memory follows it. Thread-safe.
@Component
class Doubts {

    private final Places places;
    private final LostPlaces lostPlaces;

    Doubts(Places places, LostPlaces lostPlaces) {
        this.places = places;
        this.lostPlaces = lostPlaces;
    }

    /// To be told of what failed while a change of the place was stored: it may be stored all the same.
    static RuntimeException of(WaitingRoom room, PlaceNumber place, RuntimeException failed) {
        if (ConnectionFault.leavesOutcomeUnknown(failed)) {
            room.line().doubt(place);
        }
        return failed;
    }

    /// Sees to it that memory has the place as the database has it.
    void settle(WaitingRoom room, QueueToken token, Instant now) {
        if (!room.line().isKnown(token.place())) {
            read(room, token, now);
        }
    }

    /// How the place stands by its row. Memory forgets in time whether a place that is over was finished, given up or
    /// missed; the database does not.
    Standing lookAsStored(WaitingRoom room, QueueToken token, Instant now) {
        Place place = places.find(token.concertId(), token.place()).orElseGet(() -> putBack(room, token, now));
        Rooms.remember(room, place, now);
        Standing standing = room.line().look(token.place(), now);
        return standing.state().live() || place.state().live() ? standing : Standing.of(place.state());
    }

    /// The place was stored once and is lost, and may not be the only one.
    Place putBack(WaitingRoom room, QueueToken token, Instant now) {
        room.suspectLoss();
        return read(room, token, now);
    }

    /// The queue token is the record: where the store has lost a place, its owner's genuine token brings it back, with
    /// the number that it had. So whoever joined since stands behind it.
    private Place read(WaitingRoom room, QueueToken token, Instant now) {
        Restored restored = restored(token, now);
        if (restored.givenUp() != null) {
            room.line().ended(restored.givenUp(), PlaceState.LEFT);
        }
        Rooms.remember(room, restored.place(), now);
        if (restored.isSettled()) {
            room.line().known(token.place());
        }
        return restored.place();
    }

    private Restored restored(QueueToken token, Instant now) {
        try {
            return lostPlaces.restore(token, now);
        } catch (DuplicateKeyException _) {
            // Its owner joined anew at the same moment; now that place can be seen.
            return lostPlaces.restore(token, now);
        }
    }
}
