package dev.frontrow.reservation;

import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.HoldOutcome.Held;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Places holds one by one, each with statements of its own. Reference implementation for tests and benchmarks;
/// production uses [BatchedHoldPlacing].
@Component
class PlainHoldPlacing implements HoldPlacing {

    private final Holds holds;
    private final JdbcClient jdbc;
    private final SeatBoards boards;
    private final HoldTerms terms;

    PlainHoldPlacing(Holds holds, JdbcClient jdbc, SeatBoards boards, HoldTerms terms) {
        this.holds = holds;
        this.jdbc = jdbc;
        this.boards = boards;
        this.terms = terms;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> place(List<WantedHold> wanted) {
        return wanted.stream().map(this::place).toList();
    }

    private HoldOutcome place(WantedHold wanted) {
        int seatsMax = terms.seatsPerBuyerMax();
        holds.lockBuyer(wanted.performanceId(), wanted.buyerId());
        Optional<Instant> frozenUntil = holds.frozenUntil(wanted.concert().concertId());
        List<String> taken = lockAndFindTaken(wanted.performanceId(), wanted.labels(), terms.now());
        if (!taken.isEmpty()) {
            return new HoldOutcome.SeatsTaken(taken);
        }
        // Read after the locks are held: the wait for them may have been long.
        Instant now = terms.now();
        if (!now.isBefore(wanted.payableUntil())) {
            return new HoldOutcome.AdmissionOver();
        }
        List<Instant> returnedAt = holds.returnedAt(
                wanted.buyerId(), wanted.performanceId(), terms.coolDown().countsSince(now), now);
        Instant coolDownUntil = terms.coolDown().until(returnedAt);
        if (coolDownUntil != null && now.isBefore(coolDownUntil)) {
            return new HoldOutcome.CoolingDown(Duration.between(now, coolDownUntil));
        }
        int seatsBefore = holds.seatsOf(wanted.buyerId(), wanted.performanceId(), now);
        int seatsAfter = seatsBefore + wanted.seats().size();
        if (seatsAfter > seatsMax) {
            return new HoldOutcome.SeatLimitExceeded(seatsMax);
        }
        Hold hold = terms.grant(wanted, now, frozenUntil);
        holds.insert(hold, now);
        List<SeatChange> held = hold(hold, now);
        RowCounts.mustEqual(wanted.seats().size(), held.size());
        boards.follow(held);
        holds.noteAllowance(
                new BuyerOfPerformance(wanted.performanceId(), wanted.buyerId()),
                new Allowance(seatsAfter, coolDownUntil),
                seatsMax,
                now);
        return new Held(hold);
    }

    /// Locks the named seats in label order; returns those that are not free.
    private List<String> lockAndFindTaken(long performanceId, List<String> labels, Instant now) {
        return jdbc
                .sql("""
                        select seat, status = 'FREE' or status = 'HELD' and held_until <= :now as free
                        from reservation.seat
                        where performance_id = :performanceId and seat = any(:labels)
                        order by seat
                        for update
                        """)
                .param("performanceId", performanceId)
                .param("labels", labels.toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> Map.entry(row.getString("seat"), row.getBoolean("free")))
                .list()
                .stream()
                .filter(seat -> !seat.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Gives the free seats to the hold; returns those that were free.
    private List<SeatChange> hold(Hold hold, Instant now) {
        return jdbc.sql("""
                        update reservation.seat
                        set status = 'HELD', hold_id = :holdId, first_of_hold = (seat = :first), held_until = :until,
                            version = nextval('reservation.seat_version')
                        where performance_id = :performanceId and seat = any(:labels)
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        returning performance_id, seat, status, version, first_of_hold, held_until
                        """)
                .param("holdId", hold.holdId())
                .param("first", hold.seats().getFirst().seat())
                .param("until", Timestamps.of(hold.expiresAt()))
                .param("performanceId", hold.performanceId())
                .param("labels", hold.labels().toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
    }
}
