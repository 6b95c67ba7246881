package dev.frontrow.waitingroom;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.Phase;
import dev.frontrow.draw.Draws;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.terms.SaleFreeze;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores the operator's changes of rooms, each in a transaction: all of it or nothing.
@Component
class SettingsChanges {

    private static final Map<Phase, Set<Phase>> CHANGES = new EnumMap<>(Map.of(
            Phase.SCHEDULED, Set.of(Phase.PRE_QUEUE, Phase.OPEN, Phase.CLOSED),
            Phase.PRE_QUEUE, Set.of(Phase.OPEN, Phase.CLOSED),
            Phase.OPEN, Set.of(Phase.PAUSED, Phase.CLOSED),
            Phase.PAUSED, Set.of(Phase.OPEN, Phase.CLOSED),
            Phase.CLOSED, Set.of()));

    /// As the audit log shows it: the settings, and what was entered for the draw.
    private record Steered(
            @JsonUnwrapped RoomSettings settings, @Nullable String beacon) {}

    private final Places places;
    private final Draws draws;
    private final SaleFreeze freeze;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    SettingsChanges(Places places, Draws draws, SaleFreeze freeze, AuditLog audit, TransactionTemplate transaction) {
        this.places = places;
        this.draws = draws;
        this.freeze = freeze;
        this.audit = audit;
        this.transaction = transaction;
    }

    SteerOutcome commit(WaitingRoom room, SteerForm form, Instant now) {
        return Objects.requireNonNull(transaction.execute(_ -> change(room, form, now)));
    }

    private SteerOutcome change(WaitingRoom room, SteerForm form, Instant now) {
        long concertId = room.concertId();
        RoomSettings before = places.lockRoom(concertId);
        Phase from = WaitingRoom.phaseAt(room.concert(), before.steeredPhase(), now);
        Phase to = Objects.requireNonNullElse(form.phase(), from);
        if (to != from && !Objects.requireNonNull(CHANGES.get(from)).contains(to)) {
            return new SteerOutcome.PhaseChangeRefused(from, to);
        }
        if (form.beacon() != null && !draws.takeBeacon(concertId, form.beacon())) {
            return new SteerOutcome.BeaconRefused();
        }
        RoomSettings after = form.applyTo(before, to == from ? before.steeredPhase() : to);
        places.updateRoom(concertId, after);
        if (after.challenge() == ChallengeMode.OFF) {
            places.dropChallenges(concertId);
        }
        Duration moved = form.freezeHolds() == null ? Duration.ZERO : freeze.set(concertId, after.holdsFrozen(), now);
        audit.record(Action.ROOM_STEERED, "concert " + concertId, before, new Steered(after, form.beacon()));
        return new SteerOutcome.Steered(room, moved);
    }
}
