package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold.HeldSeat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// How buyers get their holds. What can be refused without the database is refused first, so that most of a rush takes
/// no
/// lock; the rows of `reservation.seat` decide the rest. Thread-safe.
@Service
class Holding {

    /// A wish after the first look at it: refused, or to be placed.
    private sealed interface Looked {

        record Refused(HoldOutcome outcome) implements Looked {}

        record Known(WantedHold wanted) implements Looked {}
    }

    private final Catalog catalog;
    private final SeatBoards boards;
    private final HoldTerms terms;
    private final HoldPlacing placing;

    Holding(Catalog catalog, SeatBoards boards, HoldTerms terms, BatchedHoldPlacing placing) {
        this.catalog = catalog;
        this.boards = boards;
        this.terms = terms;
        this.placing = placing;
    }

    /// One outcome for each wish, as if they had come one after the other.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> hold(List<HoldCommand> commands) {
        List<Looked> looked = commands.stream().map(this::look).toList();
        List<WantedHold> wanted = new ArrayList<>();
        for (Looked one : looked) {
            if (one instanceof Looked.Known(WantedHold wish)) {
                wanted.add(wish);
            }
        }
        Iterator<HoldOutcome> placed = placing.place(wanted).iterator();
        return looked.stream()
                .map(one -> switch (one) {
                    case Looked.Refused(HoldOutcome outcome) -> outcome;
                    case Looked.Known _ -> placed.next();
                })
                .toList();
    }

    /// The refusal that can be told without a transaction, if there is one.
    Optional<HoldOutcome> refusal(HoldCommand command) {
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
        SeatMap seatMap = catalog.seatMap(performance.performanceId());
        List<String> unknown = command.labels().stream()
                .filter(label -> seatMap.seat(label) == null)
                .toList();
        if (!unknown.isEmpty()) {
            return new Looked.Refused(new HoldOutcome.SeatsUnknown(unknown));
        }
        Concert concert = catalog.concert(performance.concertId()).orElseThrow();
        HoldOutcome refusal = refusal(command, concert, performance);
        return refusal == null
                ? new Looked.Known(new WantedHold(
                        command.buyerId(), concert, performance.performanceId(), priced(command, seatMap)))
                : new Looked.Refused(refusal);
    }

    private @Nullable HoldOutcome refusal(HoldCommand command, Concert concert, Performance performance) {
        if (!terms.sells(concert, performance)) {
            return new HoldOutcome.SaleClosed();
        }
        if (command.labels().size() > terms.seatsPerBuyerMax()) {
            return new HoldOutcome.SeatLimitExceeded(terms.seatsPerBuyerMax());
        }
        List<String> taken = boards.takenAmong(command.performanceId(), command.labels());
        return taken.isEmpty() ? null : new HoldOutcome.SeatsTaken(taken);
    }

    private static List<HeldSeat> priced(HoldCommand command, SeatMap seatMap) {
        return command.labels().stream()
                .map(seatMap::seat)
                .map(Objects::requireNonNull)
                .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                .toList();
    }
}
