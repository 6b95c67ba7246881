package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.draw.Draws;
import dev.frontrow.text.PlainText;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.terms.SaleFreeze;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes a room on the operator's behalf. A change is committed first, all of it or nothing, and takes effect
/// then.
@Component
class RoomSteering {

    private static final Map<Phase, Set<Phase>> CHANGES = new EnumMap<>(Map.of(
            Phase.SCHEDULED, Set.of(Phase.PRE_QUEUE, Phase.OPEN, Phase.CLOSED),
            Phase.PRE_QUEUE, Set.of(Phase.OPEN, Phase.CLOSED),
            Phase.OPEN, Set.of(Phase.PAUSED, Phase.CLOSED),
            Phase.PAUSED, Set.of(Phase.OPEN, Phase.CLOSED),
            Phase.CLOSED, Set.of()));

    private static final int MESSAGE_MAX = 500;

    private final Rooms rooms;
    private final Places places;
    private final Draws draws;
    private final SaleFreeze freeze;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    RoomSteering(
            Rooms rooms,
            Places places,
            Draws draws,
            SaleFreeze freeze,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.draws = draws;
        this.freeze = freeze;
        this.transaction = transaction;
        this.clock = clock;
    }

    SteerOutcome steer(long concertId, SteerForm wanted) {
        Optional<WaitingRoom> room = rooms.find(concertId);
        if (room.isEmpty()) {
            return new SteerOutcome.ConcertUnknown();
        }
        try {
            return steer(room.get(), wanted);
        } catch (RuntimeException failed) {
            // The change may be committed all the same.
            room.get().doubtSettings();
            throw failed;
        }
    }

    private SteerOutcome steer(WaitingRoom room, SteerForm wanted) {
        SteerOutcome outcome = room.changing(() -> commit(room, wanted));
        if (outcome instanceof SteerOutcome.Steered && wanted.beacon() != null) {
            Instant now = clock.instant();
            draws.proceed(room, now);
            room.callNext(now);
        }
        return outcome;
    }

    private SteerOutcome commit(WaitingRoom room, SteerForm wanted) {
        Instant now = clock.instant();
        SteerOutcome outcome = Objects.requireNonNull(transaction.execute(_ -> steer(room, wanted, now)));
        if (outcome instanceof SteerOutcome.Steered steered) {
            room.line().moveAdmissions(steered.moved(), now);
            room.followSettings(() -> places.room(room.concertId()), now);
        }
        return outcome;
    }

    private SteerOutcome steer(WaitingRoom room, SteerForm wanted, Instant now) {
        long concertId = room.concert().concertId();
        RoomSettings before = places.lockRoom(concertId);
        Phase from = WaitingRoom.phaseAt(room.concert().onSale(), before.steeredPhase(), now);
        Phase to = Objects.requireNonNullElse(wanted.phase(), from);
        if (to != from && !Objects.requireNonNull(CHANGES.get(from)).contains(to)) {
            return new SteerOutcome.PhaseChangeRefused(from, to);
        }
        if (wanted.beacon() != null && !draws.takeBeacon(concertId, wanted.beacon())) {
            return new SteerOutcome.BeaconRefused();
        }
        RoomSettings after = changed(before, to == from ? before.steeredPhase() : to, wanted);
        places.updateRoom(concertId, after);
        if (after.challenge() == ChallengeMode.OFF) {
            places.dropChallenges(concertId);
        }
        Duration moved = wanted.freezeHolds() == null ? Duration.ZERO : freeze.set(concertId, after.holdsFrozen(), now);
        return new SteerOutcome.Steered(room, moved);
    }

    /// A blank text removes the message.
    private static String message(String wanted) {
        return wanted.isBlank() ? "" : PlainText.lines("message", wanted, MESSAGE_MAX);
    }

    private static RoomSettings changed(RoomSettings before, @Nullable Phase phase, SteerForm wanted) {
        String message = wanted.message() == null ? before.message() : message(wanted.message());
        return new RoomSettings(
                phase,
                Objects.requireNonNullElse(wanted.capacity(), before.capacity()),
                Objects.requireNonNullElse(wanted.admitPerMinute(), before.admitPerMinute()),
                Objects.requireNonNullElse(wanted.priorityPercent(), before.priorityPercent()),
                Objects.requireNonNullElse(wanted.inviteOnly(), before.inviteOnly()),
                Objects.requireNonNullElse(wanted.challenge(), before.challenge()),
                message == null || message.isEmpty() ? null : message,
                Objects.requireNonNullElse(wanted.freezeHolds(), before.holdsFrozen()));
    }
}
