package dev.frontrow.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold.HeldSeat;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Holds and tickets. The rows of `reservation.seat` decide every race; all else here only reads ahead of them.
/// Thread-safe.
@Service
public class Reservations {

    private final Catalog catalog;
    private final Holds holds;
    private final SeatRows seats;
    private final SeatBoards boards;
    private final Tickets tickets;
    private final HoldTerms terms;

    Reservations(Catalog catalog, Holds holds, SeatRows seats, SeatBoards boards, Tickets tickets, HoldTerms terms) {
        this.catalog = catalog;
        this.holds = holds;
        this.seats = seats;
        this.boards = boards;
        this.tickets = tickets;
        this.terms = terms;
    }

    /// Holds all the named seats for the buyer, or none of them. Labels must be distinct. Joins the caller's
    /// transaction; a refusal leaves nothing behind that matters, the caller may roll back.
    @Transactional
    public HoldOutcome hold(UUID buyerId, SaleScope scope, long performanceId, List<String> labels) {
        Optional<Performance> performance = catalog.performance(performanceId);
        if (performance.isEmpty()) {
            return new HoldOutcome.PerformanceUnknown();
        }
        if (!scope.covers(performance.get().concertId())) {
            return new HoldOutcome.OutOfScope();
        }
        SeatMap seatMap = catalog.seatMap(performanceId);
        List<String> unknown =
                labels.stream().filter(label -> seatMap.seat(label) == null).toList();
        if (!unknown.isEmpty()) {
            return new HoldOutcome.SeatsUnknown(unknown);
        }
        Concert concert = catalog.concert(performance.get().concertId()).orElseThrow();
        if (!terms.sells(concert, performance.get())) {
            return new HoldOutcome.SaleClosed();
        }
        return holdKnown(
                buyerId,
                concert,
                performanceId,
                labels.stream()
                        .map(seatMap::seat)
                        .map(Objects::requireNonNull)
                        .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                        .toList());
    }

    private HoldOutcome holdKnown(UUID buyerId, Concert concert, long performanceId, List<HeldSeat> wanted) {
        int seatsMax = terms.seatsPerBuyerMax();
        if (wanted.size() > seatsMax) {
            return new HoldOutcome.SeatLimitExceeded(seatsMax);
        }
        List<String> labels = wanted.stream().map(HeldSeat::seat).toList();
        // Most of a rush comes too late: whoever surely does must not cost a statement to hear it.
        List<String> gone = boards.takenAmong(performanceId, labels);
        if (!gone.isEmpty()) {
            return new HoldOutcome.SeatsTaken(gone);
        }
        holds.lockAllowance(performanceId, buyerId, seatsMax);
        Optional<Instant> frozenUntil = holds.frozenUntil(concert.concertId());
        List<String> taken = seats.lockAndFindTaken(performanceId, labels, terms.now());
        // Read once the locks are had: the wait for them may have been long.
        Instant now = terms.now();
        int seatsBefore = holds.seatsOf(buyerId, performanceId, now);
        if (seatsBefore + wanted.size() > seatsMax) {
            return new HoldOutcome.SeatLimitExceeded(seatsMax);
        }
        if (!taken.isEmpty()) {
            return new HoldOutcome.SeatsTaken(taken);
        }
        Hold hold = newHold(buyerId, concert, performanceId, wanted, terms.expiry(now, frozenUntil));
        holds.insert(hold, now);
        follow(wanted.size(), seats.hold(hold, now));
        holds.noteAllowance(performanceId, buyerId, seatsBefore + wanted.size());
        return new HoldOutcome.Held(hold);
    }

    private static Hold newHold(
            UUID buyerId, Concert concert, long performanceId, List<HeldSeat> seats, Instant expiresAt) {
        Money total = seats.stream()
                .map(seat -> new Money(seat.amountMinor(), concert.currency()))
                .reduce(Money.zero(concert.currency()), Money::plus);
        return new Hold(
                UuidCreator.getTimeOrderedEpoch(),
                buyerId,
                concert.concertId(),
                performanceId,
                HoldStatus.HELD,
                seats,
                total,
                expiresAt);
    }

    /// Locks the hold for a payment in the caller's transaction and tells whether it can be paid.
    @Transactional(propagation = Propagation.MANDATORY)
    public PayableOutcome lockForPayment(UUID holdId, UUID buyerId) {
        Optional<Hold> found = holds.lock(holdId, buyerId);
        if (found.isEmpty()) {
            return new PayableOutcome.HoldUnknown();
        }
        Hold hold = found.get();
        return switch (hold.statusAt(terms.now())) {
            case HELD ->
                // A seat that is gone was taken over in the instant in which the time ran out.
                seats.lockHeld(hold) == hold.seats().size()
                        ? new PayableOutcome.Payable(hold)
                        : new PayableOutcome.HoldOver(hold);
            case CONFIRMED -> new PayableOutcome.AlreadyPaid(hold);
            case RELEASED, EXPIRED -> new PayableOutcome.HoldOver(hold);
        };
    }

    /// Sells the seats of a hold that [#lockForPayment] found payable in this transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Ticket> confirm(Hold hold) {
        Instant now = terms.now();
        mustEqual(1, holds.end(List.of(hold.holdId()), HoldStatus.CONFIRMED, now));
        follow(hold.seats().size(), seats.sell(hold));
        return tickets.issue(hold, now);
    }

    /// Ends a hold whose payment was refused; its seats are free for everyone at once.
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseUnpaid(Hold hold) {
        boards.follow(seats.free(List.of(hold.holdId())));
        holds.end(List.of(hold.holdId()), HoldStatus.RELEASED, terms.now());
    }

    /// The tickets that were issued for a hold; none where it was not paid.
    public List<Ticket> ticketsOf(UUID holdId) {
        return tickets.ofHold(holdId);
    }

    @Transactional
    ReleaseOutcome release(UUID holdId, UUID buyerId) {
        Optional<Hold> hold = holds.lock(holdId, buyerId);
        if (hold.isEmpty()) {
            return ReleaseOutcome.HOLD_UNKNOWN;
        }
        return switch (hold.get().statusAt(terms.now())) {
            case CONFIRMED -> ReleaseOutcome.ALREADY_PAID;
            case RELEASED, EXPIRED -> ReleaseOutcome.RELEASED;
            case HELD -> {
                releaseUnpaid(hold.get());
                yield ReleaseOutcome.RELEASED;
            }
        };
    }

    Optional<Hold> find(UUID holdId, UUID buyerId) {
        return holds.find(holdId, buyerId);
    }

    private void follow(int expected, List<SeatChange> changes) {
        mustEqual(expected, changes.size());
        boards.follow(changes);
    }

    private static void mustEqual(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + " rows under lock, found " + actual);
        }
    }
}
