package dev.frontrow.reservation.sold;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.reservation.sold.SoldRows.Returned;
import dev.frontrow.seating.SeatBoards;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes tickets back whose money goes back: the ticket is never valid again, and its seat can be sold to somebody
/// else. Thread-safe.
@Service
public class SoldTickets {

    private static final Duration RETURN_MAX = Duration.ofMinutes(1);

    private final SoldRows rows;
    private final SeatBoards boards;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    SoldTickets(SoldRows rows, SeatBoards boards, InstantSource clock) {
        this.rows = rows;
        this.boards = boards;
        this.clock = clock;
    }

    /// Locks paid holds in the order of their ids, then the seats of their valid tickets; returns all their tickets in
    /// order of their ids, once the round trip is sent.
    @Transactional(propagation = Propagation.MANDATORY)
    public Supplier<List<SoldTicket>> lock(Set<UUID> holdIds, RoundTrip trip) {
        return rows.lock(holdIds, trip);
    }

    /// Paid holds of a performance that have valid tickets, behind this one, in the order of their ids.
    public List<UUID> holdsBehind(UUID holdId, long performanceId, int limit) {
        return rows.holdsBehind(holdId, performanceId, limit);
    }

    /// Whether a hold of the performance runs, or has not been ended yet, and so may still be paid.
    public boolean mayBePaid(long performanceId) {
        return rows.isHeld(performanceId);
    }

    /// All valid tickets of a performance.
    public ValidTickets validTickets(long performanceId) {
        return rows.validTickets(performanceId);
    }

    /// The sum of the prices of all valid tickets of a performance, and of those that running holds may still become.
    public long priceOfTicketsAndHolds(long performanceId) {
        return rows.priceOfTicketsAndHolds(performanceId);
    }

    /// Takes valid tickets back that [#lock] has locked in this transaction. Lists and live maps show their seats once
    /// it is committed.
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(List<TakenBack> taken, RoundTrip trip) {
        Instant now = clock.instant();
        List<Returned> seats = taken.stream()
                .flatMap(one -> one.tickets().stream().map(sold -> returned(sold, one, now)))
                .toList();
        if (!seats.isEmpty()) {
            rows.takeBack(seats, now, trip, boards::follow);
        }
    }

    private Returned returned(SoldTicket sold, TakenBack taken, Instant now) {
        return new Returned(sold.ticket(), freeAt(taken.seats(), now), taken);
    }

    private @Nullable Instant freeAt(SeatReturn seats, Instant now) {
        return switch (seats) {
            case AT_ONCE -> now;
            case WITHIN_A_MINUTE -> now.plusMillis(1 + random.nextLong(RETURN_MAX.toMillis()));
            case KEEP -> null;
        };
    }
}
