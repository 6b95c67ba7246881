package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.reservation.HoldSettlement.LockedHold;
import dev.frontrow.reservation.Tickets.EntryNumbers;
import dev.frontrow.seating.SeatBoards;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Holds and tickets. The rows of `reservation.seat` decide every race. Thread-safe.
@Service
public class Reservations {

    private static final UUID NEWEST = new UUID(-1, -1);

    private final Holds holds;
    private final HoldSettlement settlement;
    private final SeatBoards boards;
    private final Tickets tickets;
    private final HoldTerms terms;

    Reservations(Holds holds, HoldSettlement settlement, SeatBoards boards, Tickets tickets, HoldTerms terms) {
        this.holds = holds;
        this.settlement = settlement;
        this.boards = boards;
        this.tickets = tickets;
        this.terms = terms;
    }

    /// Holds that are locked for payment, once the round trip is sent.
    public final class LockedHolds {

        private final List<HoldOfBuyer> keys;
        private final Supplier<List<LockedHold>> locked;

        private LockedHolds(List<HoldOfBuyer> keys, Supplier<List<LockedHold>> locked) {
            this.keys = keys;
            this.locked = locked;
        }

        /// Says of each hold, in order, whether it can be paid at the time of the call.
        public List<PayableOutcome> outcomes() {
            Map<HoldOfBuyer, LockedHold> found =
                    locked.get().stream().collect(Collectors.toMap(LockedHold::key, Function.identity()));
            return keys.stream().map(key -> payable(found.get(key))).toList();
        }
    }

    /// Locks holds for payment in the caller's transaction, and what numbers the tickets for their places.
    @Transactional(propagation = Propagation.MANDATORY)
    public LockedHolds lockForPayment(List<HoldOfBuyer> keys, RoundTrip trip) {
        return new LockedHolds(keys, settlement.lockWithSeats(keys, terms.now(), trip));
    }

    private PayableOutcome payable(@Nullable LockedHold locked) {
        if (locked == null) {
            return new PayableOutcome.HoldUnknown();
        }
        Hold hold = locked.hold();
        return switch (hold.statusAt(terms.now())) {
            case HELD ->
                // A missing seat was taken over at the very moment the hold expired.
                locked.seatsHeld() == hold.places().size()
                        ? new PayableOutcome.Payable(hold)
                        : new PayableOutcome.HoldOver(hold);
            case CONFIRMED -> new PayableOutcome.AlreadyPaid(hold);
            case RELEASED, EXPIRED -> new PayableOutcome.HoldOver(hold);
        };
    }

    /// Sells the seats and places of holds that [#lockForPayment] found payable in this transaction. Returns the
    /// tickets by hold id; they are stored once the round trip is sent.
    ///
    /// @param locked has these holds, and has not been confirmed from before
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, List<Ticket>> confirm(List<Hold> paid, LockedHolds locked, RoundTrip trip) {
        Instant now = terms.now();
        var numbers = new EntryNumbers(locked.locked.get());
        Map<UUID, List<Ticket>> issued = tickets.make(paid, numbers, now);
        tickets.store(numbers, trip);
        List<Ticket> all = issued.values().stream().flatMap(List::stream).toList();
        settlement.confirm(paid, all, now, trip, boards::follow);
        return issued;
    }

    /// Releases holds whose payment was refused; their seats become free at once.
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseUnpaid(List<Hold> unpaid, RoundTrip trip) {
        List<UUID> ids = unpaid.stream().map(Hold::holdId).toList();
        settlement.end(ids, HoldStatus.RELEASED, terms.now(), trip, boards::follow);
    }

    /// The tickets of a hold; empty if it was not paid or belongs to another buyer.
    public List<Ticket> ticketsOf(HoldOfBuyer hold) {
        return tickets.ofHold(hold);
    }

    /// How tickets of the hold were moved to other seats, in order; empty if it belongs to another buyer.
    public List<Ticket.Move> movesOf(HoldOfBuyer hold) {
        return tickets.moves(hold);
    }

    /// Releases the seats of a hold. Idempotent.
    @Transactional
    public ReleaseOutcome release(UUID holdId, UUID buyerId) {
        var key = new HoldOfBuyer(holdId, buyerId);
        Hold hold = holds.lock(List.of(key)).get(key);
        if (hold == null) {
            return ReleaseOutcome.HOLD_UNKNOWN;
        }
        return switch (hold.statusAt(terms.now())) {
            case CONFIRMED -> ReleaseOutcome.ALREADY_PAID;
            case RELEASED, EXPIRED -> ReleaseOutcome.ALREADY_OVER;
            case HELD -> {
                RoundTrip trip = settlement.trip();
                releaseUnpaid(List.of(hold), trip);
                trip.send();
                yield ReleaseOutcome.RELEASED;
            }
        };
    }

    /// Labels of the seats that are free now. Must not be called in a transaction.
    public Set<String> freeSeats(long performanceId) {
        return boards.freeLabels(performanceId);
    }

    /// How many places of an area are free now. Must not be called in a transaction.
    public int freePlaces(long performanceId, String area) {
        return boards.freeIn(performanceId, area);
    }

    /// The buyer's running holds of the performance.
    public List<Hold> running(UUID buyerId, long performanceId) {
        return holds.running(buyerId, performanceId, terms.now());
    }

    /// The buyer's running holds of all performances, the one that ends first at the beginning.
    public List<Hold> running(UUID buyerId) {
        return holds.running(buyerId, terms.now());
    }

    /// The buyer's own hold, in any status.
    public Optional<Hold> find(UUID holdId, UUID buyerId) {
        return holds.find(holdId, buyerId);
    }

    /// The buyer's own ticket.
    public Optional<Ticket> ticket(UUID ticketId, UUID buyerId) {
        return tickets.find(ticketId, buyerId);
    }

    /// Up to `limit` of the buyer's tickets, newest first.
    public List<Ticket> newestTickets(UUID buyerId, int limit) {
        return tickets.page(buyerId, NEWEST, limit);
    }

    /// How many seats of a performance one buyer may hold and own, unless the concert has a lower limit.
    public int seatsPerBuyerMax() {
        return terms.seatsPerBuyerMax();
    }

    /// The same of a performance of this concert.
    public int seatsPerBuyerMax(Concert concert) {
        return terms.seatsPerBuyerMax(concert);
    }

    /// How the hold stands now.
    public HoldStatus statusOf(Hold hold) {
        return hold.statusAt(terms.now());
    }

    /// How long a hold keeps its seats.
    public Duration holdTtl() {
        return terms.holdTtl();
    }
}
