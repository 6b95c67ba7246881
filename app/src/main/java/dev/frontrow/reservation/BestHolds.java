package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.HoldBatches.SeatKey;
import dev.frontrow.reservation.HoldOutcome.Held;
import dev.frontrow.seating.BestAvailable;
import dev.frontrow.seating.FreeSeats;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Places holds of the best available seats. The batches of one performance run one after the other, and the
/// picks of a batch see each other, so buyers who ask for the best seats do not compete for the same ones. If
/// memory was wrong, for example because another buyer has just named one of the seats, the pick is repeated from
/// the database in the same transaction.
@Component
class BestHolds {

    /// Maximum number of picks. A pick only fails if another transaction has taken or locked its seats.
    private static final int PICKS_MAX = 6;

    /// @param checked still without seats
    record BestCommand(CheckedCommand checked, BestAvailable best) {

        CheckedCommand with(List<String> labels, SeatMap seatMap) {
            return new CheckedCommand(
                    checked.buyerId(),
                    checked.concert(),
                    checked.performanceId(),
                    CheckedCommand.priced(labels, seatMap),
                    List.of(),
                    checked.payableUntil());
        }

        HoldOutcome notTogether() {
            return new HoldOutcome.NoSeatsTogether(best.count());
        }
    }

    private final Catalog catalog;
    private final SeatBoards boards;
    private final SeatRows rows;
    private final HoldTerms terms;
    private final HoldPlacing placing;

    BestHolds(Catalog catalog, SeatBoards boards, SeatRows rows, HoldTerms terms, HoldPlacing placing) {
        this.catalog = catalog;
        this.boards = boards;
        this.rows = rows;
        this.terms = terms;
        this.placing = placing;
    }

    boolean isSurelyGone(long performanceId, BestAvailable best) {
        return boards.tryFree(performanceId)
                .filter(free -> new FreeSeats(catalog.seatMap(performanceId), free)
                        .best(best)
                        .isEmpty())
                .isPresent();
    }

    /// Takes the locks of all buyers of the batch before any seat is locked.
    void lockBuyers(List<BestCommand> commands, List<CheckedCommand> others) {
        if (!commands.isEmpty()) {
            List<CheckedCommand> all = new ArrayList<>(others);
            commands.forEach(command -> all.add(command.checked()));
            placing.lockBuyers(all);
        }
    }

    /// Returns one outcome per request, in order. Call it after the batch's other holds have their outcomes.
    List<HoldOutcome> place(List<BestCommand> commands, List<HoldOutcome> others) {
        var picks = new Picks(commands, others);
        for (int pick = 0; pick < PICKS_MAX && picks.areMissing(); pick++) {
            if (pick > 0) {
                picks.lookAgain();
            }
            picks.place(pick == 0);
        }
        return picks.outcomes();
    }

    /// The picks of one batch, and what is free for those that have no seats yet.
    private final class Picks {

        private final List<BestCommand> commands;
        private final @Nullable HoldOutcome[] outcomes;
        private final Map<Long, FreeSeats> free = new HashMap<>();
        private final Set<SeatKey> missed = new HashSet<>();

        /// What the rows show as free, also of what other transactions have locked.
        private final Map<Long, FreeSeats> stored = new HashMap<>();

        Picks(List<BestCommand> commands, List<HoldOutcome> others) {
            this.commands = commands;
            this.outcomes = new HoldOutcome[commands.size()];
            for (BestCommand command : commands) {
                free.computeIfAbsent(command.checked().performanceId(), id -> inMemory(id, others));
            }
        }

        boolean areMissing() {
            return Arrays.stream(outcomes).anyMatch(Objects::isNull);
        }

        /// Reads the free seats from the database, without those that another transaction had locked.
        void lookAgain() {
            free.replaceAll((performanceId, _) -> inDatabase(performanceId));
            missed.forEach(key -> free(key.performanceId()).take(List.of(key.seat())));
        }

        /// @param fromMemory whether memory found the free seats; it may have missed some
        void place(boolean fromMemory) {
            List<Integer> picked = new ArrayList<>();
            List<CheckedCommand> toPlace = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                BestCommand command = commands.get(i);
                Optional<List<String>> block = outcomes[i] == null ? take(command) : Optional.empty();
                if (block.isPresent()) {
                    picked.add(i);
                    toPlace.add(command.with(
                            block.get(), catalog.seatMap(command.checked().performanceId())));
                } else if (outcomes[i] == null && !fromMemory) {
                    outcomes[i] = refusal(command);
                }
            }
            List<HoldOutcome> placed = placing.placeWithoutWaiting(toPlace);
            for (int at = 0; at < placed.size(); at++) {
                note(placed.get(at), toPlace.get(at), picked.get(at));
            }
        }

        /// Seats that other transactions have locked may come free again.
        private HoldOutcome refusal(BestCommand command) {
            long performanceId = command.checked().performanceId();
            boolean mayComeFree = missed.stream().anyMatch(seat -> seat.performanceId() == performanceId)
                    && stored.computeIfAbsent(performanceId, BestHolds.this::inDatabase)
                            .best(command.best())
                            .isPresent();
            return mayComeFree ? new HoldOutcome.SeatsLocked() : command.notTogether();
        }

        private Optional<List<String>> take(BestCommand command) {
            FreeSeats seats = free(command.checked().performanceId());
            Optional<List<String>> block = seats.best(command.best());
            block.ifPresent(seats::take);
            return block;
        }

        private void note(HoldOutcome outcome, CheckedCommand placed, int at) {
            if (outcome instanceof HoldOutcome.SeatsTaken(List<String> seats)) {
                seats.forEach(seat -> missed.add(new SeatKey(placed.performanceId(), seat)));
            } else {
                outcomes[at] = outcome;
            }
        }

        private FreeSeats free(long performanceId) {
            return Objects.requireNonNull(free.get(performanceId));
        }

        List<HoldOutcome> outcomes() {
            List<HoldOutcome> all = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                HoldOutcome outcome = outcomes[i];
                all.add(outcome == null ? refusal(commands.get(i)) : outcome);
            }
            return all;
        }
    }

    private FreeSeats inMemory(long performanceId, List<HoldOutcome> others) {
        SeatMap seatMap = catalog.seatMap(performanceId);
        FreeSeats seats = boards.tryFree(performanceId)
                .map(free -> new FreeSeats(seatMap, free))
                .orElseGet(() -> inDatabase(performanceId));
        for (HoldOutcome other : others) {
            if (other instanceof Held(Hold hold) && hold.performanceId() == performanceId) {
                seats.take(hold.labels());
            }
        }
        return seats;
    }

    /// As this transaction sees the seats, its own holds included.
    private FreeSeats inDatabase(long performanceId) {
        SeatMap seatMap = catalog.seatMap(performanceId);
        return new FreeSeats(seatMap, rows.all(performanceId, seatMap).free(terms.now()));
    }
}
