package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Tells how places stand, claims those whose turn has come, and lets owners leave. A place is durable before it
/// is told to anybody; memory only follows what the database has committed. Thread-safe.
@Component
class Standings {

    private final Rooms rooms;
    private final Places places;
    private final Doubts doubts;
    private final Claims claims;
    private final InstantSource clock;

    Standings(Rooms rooms, Places places, Doubts doubts, Claims claims, InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.doubts = doubts;
        this.claims = claims;
        this.clock = clock;
    }

    /// Admits the place's owner if their turn has come. Returns how the place stands then. May read and write the
    /// database.
    Standing admitIfDue(OwnPlace own) {
        WaitingRoom room = own.room();
        QueueToken token = own.token();
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        rooms.drawIfOpen(room, now);
        room.callNext(now);
        Standing standing = look(room, token, now);
        PlaceState state = room.stateOf(standing, now);
        if (state == PlaceState.WAITING && standing.due() && room.admits(now)) {
            return claims.claim(room, token, now);
        }
        if (state == PlaceState.EXPIRED && standing.state() == PlaceState.WAITING) {
            // The sale is closed. The place may have ended before, which memory may have forgotten.
            standing = doubts.lookAsStored(room, token, now);
            state = room.stateOf(standing, now);
        }
        return state == standing.state() ? standing : Standing.of(state);
    }

    /// Reads the row before saying that a place is over, or that it waits although its token says that it was
    /// admitted.
    private Standing look(WaitingRoom room, QueueToken token, Instant now) {
        Standing standing = room.line().look(token.place(), now);
        boolean plain = switch (standing.state()) {
            case PRE_QUEUE, ADMITTED -> true;
            case WAITING -> token.admittedUntil() == null;
            case FINISHED, EXPIRED, LEFT -> false;
        };
        return plain ? standing : doubts.lookAsStored(room, token, now);
    }

    /// What the place's owner may buy, if memory alone is certain of it; [#atTheGate] would agree. Never reads the
    /// database.
    Optional<SaleScope> knownScope(OwnPlace own) {
        WaitingRoom room = own.room();
        QueueToken token = own.token();
        return !room.isLossSuspected() && room.line().isKnown(token.place())
                ? room.line().look(token.place(), clock.instant()).scope(token.concertId())
                : Optional.empty();
    }

    /// How the place stands for shopping; admits nobody.
    Standing atTheGate(OwnPlace own) {
        WaitingRoom room = own.room();
        QueueToken token = own.token();
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        Standing standing = look(room, token, now);
        if (standing.due()) {
            // After a restart memory does not know which called places were claimed.
            standing = doubts.lookAsStored(room, token, now);
        }
        return standing;
    }

    /// Gives the place up; does nothing if it is over.
    void leave(OwnPlace own) {
        WaitingRoom room = own.room();
        QueueToken token = own.token();
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        if (end(room, token) || places.find(token.concertId(), token.place()).isEmpty() && endLost(room, token, now)) {
            room.tell(it -> it.line().ended(token.place(), PlaceState.LEFT));
            room.callNext(now);
        }
    }

    private boolean end(WaitingRoom room, QueueToken token) {
        try {
            return places.end(token.concertId(), token.place(), token.buyerId(), PlaceState.LEFT);
        } catch (RuntimeException failed) {
            throw Doubts.of(room, token.place(), failed);
        }
    }

    /// The place was lost after the room was read. Restores and ends it; otherwise its token would restore it as
    /// live.
    private boolean endLost(WaitingRoom room, QueueToken token, Instant now) {
        doubts.putBack(room, token, now);
        return end(room, token);
    }
}
