package dev.frontrow.reservation;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.seating.SeatBoards;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cleans up expired holds. Nothing depends on it: a hold is over at its deadline; the sweep only records it. Several
/// may run at once: each skips the holds that another has locked.
@Component
public class HoldExpiry {

    private final Holds holds;
    private final HoldSettlement settlement;
    private final SeatBoards boards;
    private final ReservationProperties properties;
    private final InstantSource clock;

    HoldExpiry(
            Holds holds,
            HoldSettlement settlement,
            SeatBoards boards,
            ReservationProperties properties,
            InstantSource clock) {
        this.holds = holds;
        this.settlement = settlement;
        this.boards = boards;
        this.properties = properties;
        this.clock = clock;
    }

    /// Ends a bounded number of overdue holds; returns how many.
    @Transactional
    public int sweep() {
        Instant now = clock.instant();
        List<UUID> due = holds.lockDue(now, properties.sweepMax());
        if (due.isEmpty()) {
            return 0;
        }
        RoundTrip trip = settlement.trip();
        settlement.end(due, HoldStatus.EXPIRED, now, trip, boards::follow);
        trip.send();
        return due.size();
    }
}
