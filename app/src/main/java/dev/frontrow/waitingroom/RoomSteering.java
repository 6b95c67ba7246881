package dev.frontrow.waitingroom;

import dev.frontrow.draw.Draws;
import dev.frontrow.waitingroom.store.Places;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Changes a room on the operator's behalf. A change is committed first, all of it or nothing, and takes effect
/// then.
@Component
class RoomSteering {

    private final Rooms rooms;
    private final SettingsChanges changes;
    private final Places places;
    private final Draws draws;
    private final InstantSource clock;

    RoomSteering(Rooms rooms, SettingsChanges changes, Places places, Draws draws, InstantSource clock) {
        this.rooms = rooms;
        this.changes = changes;
        this.places = places;
        this.draws = draws;
        this.clock = clock;
    }

    SteerOutcome steer(long concertId, SteerForm form) {
        Optional<WaitingRoom> room = rooms.find(concertId);
        if (room.isEmpty()) {
            return new SteerOutcome.ConcertUnknown();
        }
        try {
            return steer(room.get(), form);
        } catch (RuntimeException failed) {
            // The change may be committed all the same.
            room.get().tell(WaitingRoom::doubtSettings);
            throw failed;
        }
    }

    private SteerOutcome steer(WaitingRoom room, SteerForm form) {
        SteerOutcome outcome = room.changing(() -> commit(room, form));
        if (outcome instanceof SteerOutcome.Steered && form.beacon() != null) {
            Instant now = clock.instant();
            draws.proceed(room, now);
            room.callNext(now);
        }
        return outcome;
    }

    private SteerOutcome commit(WaitingRoom room, SteerForm form) {
        Instant now = clock.instant();
        SteerOutcome outcome = changes.commit(room, form, now);
        if (outcome instanceof SteerOutcome.Steered steered) {
            room.line().moveAdmissions(steered.moved(), now);
            room.followSettings(() -> places.room(room.concertId()), now);
            room.tellSuccessor(WaitingRoom::doubtSettings);
        }
        return outcome;
    }
}
