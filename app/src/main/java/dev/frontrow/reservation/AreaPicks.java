package dev.frontrow.reservation;

import dev.frontrow.reservation.Hold.HeldArea;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.HoldBatches.AreaKey;
import dev.frontrow.reservation.HoldBatches.SeatKey;
import dev.frontrow.seating.SeatBoards;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The places of areas that one batch may give away. Nobody names them, so the batch picks free ones in memory, for
/// all of its commands, and locks them together with the named seats. The commands then take from those that were
/// free, in order of arrival. If memory was wrong, the batch picks once more, from the rows; then it must not wait for
/// locks, because that would break their order. Not thread-safe.
final class AreaPicks {

    /// What the batch has of one area.
    private static final class Picked {

        /// Places that commands without an outcome ask for.
        private int wanted;

        private final Set<String> locked = new HashSet<>();
        private final Deque<String> free = new ArrayDeque<>();

        /// No other place is free.
        private boolean isAllThereIs;

        /// Other transactions have locked further places that are free so far.
        private boolean isMoreLocked;
    }

    private final Map<AreaKey, Picked> areas = new HashMap<>();
    private final HoldBatches rows;
    private Instant now;

    /// Picks free places for all of these commands: in memory, or from the rows if memory is old.
    AreaPicks(List<CheckedCommand> commands, SeatBoards boards, HoldBatches rows, Instant now) {
        this.rows = rows;
        this.now = now;
        for (CheckedCommand command : commands) {
            for (HeldArea area : command.areas()) {
                areas.computeIfAbsent(key(command, area), _ -> new Picked()).wanted += area.quantity();
            }
        }
        areas.forEach((key, picked) -> {
            picked.locked.addAll(boards.tryPick(key.performanceId(), key.area(), picked.wanted)
                    .orElseGet(() -> rows.freePlaces(key, picked.wanted, Set.of(), now)));
            picked.isAllThereIs = true;
        });
    }

    private static AreaKey key(CheckedCommand command, HeldArea area) {
        return new AreaKey(command.performanceId(), area.area());
    }

    /// The rows to be locked.
    Stream<SeatKey> toLock() {
        return areas.entrySet().stream()
                .flatMap(area -> area.getValue().locked.stream()
                        .map(place -> new SeatKey(area.getKey().performanceId(), place)));
    }

    /// Keeps those places that are free under their locks at this time.
    void keepFree(Set<SeatKey> free, Instant at) {
        now = at;
        areas.forEach((key, picked) -> {
            for (String place : picked.locked) {
                if (free.contains(new SeatKey(key.performanceId(), place))) {
                    picked.free.add(place);
                } else {
                    picked.isAllThereIs = false;
                }
            }
        });
    }

    /// The refusal for the first area in which the command finds too few free places.
    Optional<HoldOutcome> refusal(CheckedCommand command) {
        for (HeldArea area : command.areas()) {
            AreaKey key = key(command, area);
            Picked picked = of(key);
            if (picked.free.size() < area.quantity() && !picked.isAllThereIs) {
                pickFromRows(key, picked);
            }
            if (picked.free.size() < area.quantity()) {
                return Optional.of(
                        picked.isMoreLocked
                                ? new HoldOutcome.SeatsLocked()
                                : new HoldOutcome.AreaFull(area.area(), picked.free.size()));
            }
        }
        return Optional.empty();
    }

    /// Once is enough: it asks for everybody who is still to come.
    private void pickFromRows(AreaKey key, Picked picked) {
        int missing = picked.wanted - picked.free.size();
        List<String> more = rows.lockFreePlaces(key, missing, picked.locked, now);
        picked.locked.addAll(more);
        picked.free.addAll(more);
        picked.isAllThereIs = true;
        picked.isMoreLocked = more.size() < missing
                && !rows.freePlaces(key, 1, picked.locked, now).isEmpty();
    }

    /// Takes the command's places. Call it if no area is full.
    List<HeldPlace> take(CheckedCommand command) {
        List<HeldPlace> taken = new ArrayList<>();
        for (HeldArea area : command.areas()) {
            Picked picked = of(key(command, area));
            for (int i = 0; i < area.quantity(); i++) {
                taken.add(new HeldPlace(picked.free.remove(), area.amountMinor(), area.area()));
            }
        }
        return taken;
    }

    /// The command has its outcome, and asks for nothing more.
    void done(CheckedCommand command) {
        command.areas().forEach(area -> of(key(command, area)).wanted -= area.quantity());
    }

    private Picked of(AreaKey key) {
        return Objects.requireNonNull(areas.get(key));
    }
}
