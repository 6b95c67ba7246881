package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.seating.BestAvailable;
import dev.frontrow.seating.SeatBoards;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Places holds for buyers. Refusals that need no database come first, so most of a rush takes no lock; the rows
/// of `reservation.seat` decide the rest. Thread-safe.
@Service
public class PlaceHold implements CommandBatch<HoldCommand, HoldOutcome> {

    /// A command after the first checks: refused, or to be placed.
    private sealed interface Looked {

        record Refused(HoldOutcome outcome) implements Looked {}

        record Known(CheckedCommand command) implements Looked {}

        /// @param command still without seats
        record ToBePicked(CheckedCommand command, BestAvailable best) implements Looked {}
    }

    private final Catalog catalog;
    private final SeatBoards boards;
    private final HoldTerms terms;
    private final HoldPlacing placing;
    private final BestHolds bestHolds;

    PlaceHold(Catalog catalog, SeatBoards boards, HoldTerms terms, HoldPlacing placing, BestHolds bestHolds) {
        this.catalog = catalog;
        this.boards = boards;
        this.terms = terms;
        this.placing = placing;
        this.bestHolds = bestHolds;
    }

    /// Holds of named seats are spread over the lanes by buyer; the seat rows decide between them. Holds that pick
    /// (areas, best available) share the lane of their performance: two concurrent picks would choose the same.
    @Override
    public Object lane(HoldCommand command) {
        return command.best() == null && command.areas().isEmpty() ? command.buyerId() : command.performanceId();
    }

    /// Holds all requested seats for the buyer, or none. Joins the caller's transaction. A refusal writes
    /// nothing.
    @Transactional
    public HoldOutcome hold(HoldCommand command) {
        return hold(List.of(command)).getFirst();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> run(List<HoldCommand> commands, RoundTrip writes) {
        return hold(commands);
    }

    /// Returns one outcome per command, in order. Named seats and areas are placed first, because best-available
    /// holds can take other seats.
    private List<HoldOutcome> hold(List<HoldCommand> commands) {
        List<Looked> looked = commands.stream().map(this::look).toList();
        List<CheckedCommand> named = new ArrayList<>();
        List<BestHolds.BestCommand> unnamed = new ArrayList<>();
        for (Looked one : looked) {
            switch (one) {
                case Looked.Refused _ -> {}
                case Looked.Known(CheckedCommand command) -> named.add(command);
                case Looked.ToBePicked(CheckedCommand command, BestAvailable best) ->
                    unnamed.add(new BestHolds.BestCommand(command, best));
            }
        }
        bestHolds.lockBuyers(unnamed, named);
        List<HoldOutcome> namedOutcomes = placing.place(named);
        Iterator<HoldOutcome> placed = namedOutcomes.iterator();
        Iterator<HoldOutcome> picked = bestHolds.place(unnamed, namedOutcomes).iterator();
        return looked.stream()
                .map(one -> switch (one) {
                    case Looked.Refused(HoldOutcome outcome) -> outcome;
                    case Looked.Known _ -> placed.next();
                    case Looked.ToBePicked _ -> picked.next();
                })
                .toList();
    }

    @Override
    public Optional<HoldOutcome> refusedForSure(HoldCommand command) {
        return look(command) instanceof Looked.Refused(HoldOutcome outcome) ? Optional.of(outcome) : Optional.empty();
    }

    private Looked look(HoldCommand command) {
        Optional<Performance> found = catalog.performance(command.performanceId());
        if (found.isEmpty()) {
            return new Looked.Refused(new HoldOutcome.PerformanceUnknown());
        }
        Performance performance = found.get();
        if (!command.scope().covers(performance.concertId())) {
            return new Looked.Refused(new HoldOutcome.OutOfScope());
        }
        Concert concert = catalog.concert(performance.concertId()).orElseThrow();
        SeatMap seatMap = catalog.seatMap(performance.performanceId());
        HoldOutcome unknown = unknown(command, concert, seatMap);
        HoldOutcome refusal = unknown == null ? refusal(command, concert, performance) : unknown;
        return refusal == null ? checked(command, concert, seatMap) : new Looked.Refused(refusal);
    }

    private static Looked checked(HoldCommand command, Concert concert, SeatMap seatMap) {
        BestAvailable best = command.best();
        var checked = new CheckedCommand(
                command.buyerId(),
                concert,
                command.performanceId(),
                CheckedCommand.priced(command.labels(), seatMap),
                CheckedCommand.pricedAreas(command.areas(), seatMap),
                command.scope().latestEnd());
        return best == null ? new Looked.Known(checked) : new Looked.ToBePicked(checked, best);
    }

    private static @Nullable HoldOutcome unknown(HoldCommand command, Concert concert, SeatMap seatMap) {
        BestAvailable best = command.best();
        String priceLevel = best == null ? null : best.priceLevel();
        if (priceLevel != null
                && concert.priceLevels().stream()
                        .noneMatch(level -> level.name().equals(priceLevel))) {
            return new HoldOutcome.PriceLevelUnknown();
        }
        List<String> unknown = command.labels().stream()
                .filter(label -> !isSeat(seatMap.seat(label)))
                .toList();
        if (!unknown.isEmpty()) {
            return new HoldOutcome.SeatsUnknown(unknown);
        }
        List<String> unknownAreas = command.areas().stream()
                .map(AreaQuantity::area)
                .filter(area -> seatMap.area(area) == null)
                .toList();
        return unknownAreas.isEmpty() ? null : new HoldOutcome.AreasUnknown(unknownAreas);
    }

    /// A place of an area cannot be asked for by its label.
    private static boolean isSeat(@Nullable Seat found) {
        return found != null && found.area() == null;
    }

    private @Nullable HoldOutcome refusal(HoldCommand command, Concert concert, Performance performance) {
        if (!terms.sells(concert, performance)) {
            return new HoldOutcome.SaleClosed();
        }
        int seatsMax = terms.seatsPerBuyerMax(concert);
        if (command.count() > seatsMax) {
            return new HoldOutcome.SeatLimitExceeded(seatsMax);
        }
        BestAvailable best = command.best();
        if (best != null) {
            return bestHolds.isSurelyGone(command.performanceId(), best)
                    ? new HoldOutcome.NoSeatsTogether(best.count())
                    : null;
        }
        List<String> taken = boards.takenAmong(command.performanceId(), command.labels());
        return taken.isEmpty() ? surelyFull(command) : new HoldOutcome.SeatsTaken(taken);
    }

    private @Nullable HoldOutcome surelyFull(HoldCommand command) {
        for (AreaQuantity area : command.areas()) {
            OptionalInt free = boards.tryFreeIn(command.performanceId(), area.area());
            if (free.isPresent() && free.getAsInt() < area.quantity()) {
                return new HoldOutcome.AreaFull(area.area(), free.getAsInt());
            }
        }
        return null;
    }
}
