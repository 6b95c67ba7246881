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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
                    checked.payableUntil());
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
        if (commands.isEmpty()) {
            return List.of();
        }
        List<@Nullable HoldOutcome> outcomes =
                new ArrayList<>(commands.stream().map(_ -> (HoldOutcome) null).toList());
        Map<Long, FreeSeats> free = new HashMap<>();
        commands.forEach(
                command -> free.computeIfAbsent(command.checked().performanceId(), id -> inMemory(id, others)));
        Set<SeatKey> missed = new HashSet<>();
        for (int pick = 0; pick < PICKS_MAX && outcomes.contains(null); pick++) {
            if (pick > 0) {
                free.replaceAll((performanceId, _) -> inDatabase(performanceId));
                missed.forEach(key -> take(free.get(key.performanceId()), key.seat()));
            }
            placeOnce(commands, outcomes, free, missed, pick == 0);
        }
        List<HoldOutcome> all = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            HoldOutcome outcome = outcomes.get(i);
            all.add(
                    outcome == null
                            ? new HoldOutcome.NoSeatsTogether(
                                    commands.get(i).best().count())
                            : outcome);
        }
        return all;
    }

    private void placeOnce(
            List<BestCommand> commands,
            List<@Nullable HoldOutcome> outcomes,
            Map<Long, FreeSeats> free,
            Set<SeatKey> missed,
            boolean fromMemory) {
        List<Integer> picked = new ArrayList<>();
        List<CheckedCommand> toPlace = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (outcomes.get(i) != null) {
                continue;
            }
            BestCommand command = commands.get(i);
            FreeSeats seats = free.get(command.checked().performanceId());
            Optional<List<String>> block = seats == null ? Optional.empty() : seats.best(command.best());
            if (seats != null && block.isPresent()) {
                seats.take(block.get());
                picked.add(i);
                toPlace.add(command.with(
                        block.get(), catalog.seatMap(command.checked().performanceId())));
            } else if (!fromMemory) {
                outcomes.set(i, new HoldOutcome.NoSeatsTogether(command.best().count()));
            }
        }
        List<HoldOutcome> placed = placing.placeWithoutWaiting(toPlace);
        for (int at = 0; at < placed.size(); at++) {
            int i = at;
            HoldOutcome outcome = placed.get(i);
            if (outcome instanceof HoldOutcome.SeatsTaken(List<String> seats)) {
                seats.forEach(seat -> missed.add(new SeatKey(toPlace.get(i).performanceId(), seat)));
            } else {
                outcomes.set(picked.get(i), outcome);
            }
        }
    }

    private static void take(@Nullable FreeSeats seats, String label) {
        if (seats != null) {
            seats.take(List.of(label));
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
