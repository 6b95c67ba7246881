package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleGuard;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatRows;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What edits of concerts do to seats and holds. The lock that a freeze takes keeps new holds out meanwhile.
@Repository
class EditedSales implements SaleGuard {

    private final JdbcClient jdbc;
    private final Holds holds;
    private final HoldSettlement settlement;
    private final SeatBoards boards;
    private final InstantSource clock;

    EditedSales(JdbcClient jdbc, Holds holds, HoldSettlement settlement, SeatBoards boards, InstantSource clock) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.settlement = settlement;
        this.boards = boards;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean reprice(Concert concert, Collection<String> levels) {
        holds.lockFreeze(concert.concertId());
        if (isClaimed(concert, levels)) {
            return false;
        }
        jdbc.sql("""
                        insert into reservation.price_change as p (concert_id, changes)
                        values (:concertId, 1)
                        on conflict (concert_id) do update set changes = p.changes + 1
                        """).param("concertId", concert.concertId()).update();
        return true;
    }

    private boolean isClaimed(Concert concert, Collection<String> levels) {
        return jdbc.sql("""
                        select exists (
                            select
                            from reservation.seat
                            where performance_id = any(:performanceIds) and price_level = any(:levels)
                                and (status = 'SOLD' or status = 'HELD' and held_until > :now))
                        """)
                .param(
                        "performanceIds",
                        concert.performances().stream()
                                .map(Performance::performanceId)
                                .toArray(Long[]::new))
                .param("levels", levels.toArray(String[]::new))
                .param("now", Timestamps.of(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /// A payment that locked its hold first is waited for, and keeps its seats.
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(long concertId, Collection<Long> performanceIds) {
        holds.lockFreeze(concertId);
        Long[] ids = performanceIds.toArray(Long[]::new);
        jdbc.sql("""
                        insert into reservation.cancelled_performance (performance_id)
                        select unnest(:performanceIds::bigint[])
                        on conflict do nothing
                        """).param("performanceIds", ids).update();
        List<UUID> running = lockRunning(ids);
        if (!running.isEmpty()) {
            RoundTrip trip = settlement.trip();
            settlement.end(running, HoldStatus.RELEASED, clock.instant(), trip, boards::follow);
            trip.send();
        }
        boards.follow(jdbc.sql("""
                        update reservation.seat
                        set status = 'NOT_FOR_SALE', version = nextval('reservation.seat_version')
                        where performance_id = any(:performanceIds) and status = 'FREE'
                        returning performance_id, seat, status, version, first_of_hold, held_until
                        """)
                .param("performanceIds", ids)
                .query((row, _) -> SeatRows.change(row))
                .list());
    }

    private List<UUID> lockRunning(Long[] performanceIds) {
        return jdbc.sql("""
                        select hold_id
                        from reservation.hold
                        where performance_id = any(:performanceIds) and status = 'HELD'
                        order by hold_id
                        for update
                        """)
                .param("performanceIds", performanceIds)
                .query((row, _) -> row.getObject("hold_id", UUID.class))
                .list();
    }

    @Override
    public int places(Collection<Long> performanceIds) {
        return jdbc.sql("select count(*) from reservation.seat where performance_id = any(:performanceIds)")
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .query(Integer.class)
                .single();
    }
}
