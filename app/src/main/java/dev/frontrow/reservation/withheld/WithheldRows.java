package dev.frontrow.reservation.withheld;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import dev.frontrow.database.Timestamps;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of seats that are kept back. Deadlock-free: seat rows are locked in the order of performance and label.
@Repository
class WithheldRows {

    record SeatKey(long performanceId, String seat) {}

    /// Who keeps seats back, why, and until when.
    record Terms(UUID by, String reason, @Nullable Instant freeAt) {}

    private static final String WITHHOLD = """
            with kept as (
                insert into reservation.withheld (performance_id, seat, reason, withheld_by, withheld_at, free_at)
                select :performanceId, seat, :reason, :by, :now, :freeAt
                from unnest(:seats::text[]) as w (seat)
                returning seat
            )
            update reservation.seat s
            set status = 'NOT_FOR_SALE', hold_id = null, first_of_hold = false, held_until = null,
                version = nextval('reservation.seat_version')
            from kept
            where s.performance_id = :performanceId and s.seat = kept.seat
                and (s.status = 'FREE' or s.status = 'HELD' and s.held_until <= :now)
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private static final String RELEASE = """
            with gone as (
                delete from reservation.withheld
                where performance_id = :performanceId and seat = any(:seats)
                returning seat
            )
            update reservation.seat s
            set status = 'FREE', version = nextval('reservation.seat_version')
            from gone
            where s.performance_id = :performanceId and s.seat = gone.seat and s.status = 'NOT_FOR_SALE'
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private final JdbcClient jdbc;

    WithheldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<WithheldSeat> list(long performanceId, String after, int limit) {
        return jdbc.sql("""
                        select w.seat, s.area, w.reason, w.withheld_by, w.withheld_at, w.free_at
                        from reservation.withheld w
                            join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                        where w.performance_id = :performanceId and w.seat > :after
                        order by w.seat
                        limit :limit
                        """)
                .param("performanceId", performanceId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new WithheldSeat(
                        row.getString("seat"),
                        row.getString("area"),
                        row.getString("reason"),
                        row.getObject("withheld_by", UUID.class),
                        Timestamps.required(row, "withheld_at"),
                        Timestamps.nullable(row, "free_at")))
                .list();
    }

    /// The largest first.
    List<Allocation> allocations(long performanceId, int limit) {
        return jdbc.sql("""
                        select w.reason, count(*) filter (where s.area is null) as seats, count(s.area) as places,
                               min(w.free_at) as free_at
                        from reservation.withheld w
                            join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                        where w.performance_id = :performanceId
                        group by w.reason
                        order by count(*) desc, w.reason
                        limit :limit
                        """)
                .param("performanceId", performanceId)
                .param("limit", limit)
                .query((row, _) -> new Allocation(
                        row.getString("reason"),
                        row.getInt("seats"),
                        row.getInt("places"),
                        Timestamps.nullable(row, "free_at")))
                .list();
    }

    /// Keeps a freeze and a cancellation out, which change seats in no particular order.
    void lockFreeze(long concertId) {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended('freeze ' || :concertId::bigint, 0))::text")
                .param("concertId", concertId)
                .query(String.class)
                .list();
    }

    /// Locks these seats of performances. What is read of them afterwards is what was committed during the wait.
    void lock(List<SeatKey> seats) {
        jdbc.sql("""
                        select s.seat
                        from reservation.seat s
                            join unnest(:performanceIds::bigint[], :seats::text[]) as w (performance_id, seat)
                                on s.performance_id = w.performance_id and s.seat = w.seat
                        order by s.performance_id, s.seat
                        for update of s
                        """)
                .param("performanceIds", longs(seats, SeatKey::performanceId))
                .param("seats", texts(seats, SeatKey::seat))
                .query(String.class)
                .list();
    }

    /// Which of these locked seats are free.
    List<String> free(long performanceId, String[] seats, Instant now) {
        return jdbc.sql("""
                        select seat
                        from reservation.seat
                        where performance_id = :performanceId and seat = any(:seats)
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        order by seat
                        """)
                .param("performanceId", performanceId)
                .param("seats", seats)
                .param("now", Timestamps.of(now))
                .query((row, _) -> row.getString("seat"))
                .list();
    }

    /// Locks so many free places of an area, without waiting for any.
    List<String> lockFreePlaces(long performanceId, String area, int count, Instant now) {
        return jdbc.sql("""
                        select seat
                        from reservation.seat
                        where performance_id = :performanceId and area = :area
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        order by seat desc
                        limit :count
                        for update skip locked
                        """)
                .param("performanceId", performanceId)
                .param("area", area)
                .param("count", count)
                .param("now", Timestamps.of(now))
                .query((row, _) -> row.getString("seat"))
                .list();
    }

    /// Which of these locked seats are kept back.
    List<String> withheld(long performanceId, String[] seats) {
        return jdbc.sql("""
                        select seat
                        from reservation.withheld
                        where performance_id = :performanceId and seat = any(:seats)
                        order by seat
                        """)
                .param("performanceId", performanceId)
                .param("seats", seats)
                .query((row, _) -> row.getString("seat"))
                .list();
    }

    /// Keeps locked free seats back.
    List<SeatChange> withhold(long performanceId, String[] seats, Terms terms, Instant now) {
        return jdbc.sql(WITHHOLD)
                .param("performanceId", performanceId)
                .param("seats", seats)
                .param("reason", terms.reason())
                .param("by", terms.by())
                .param("freeAt", Timestamps.ofNullable(terms.freeAt()))
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
    }

    /// Makes locked seats free that were kept back.
    List<SeatChange> release(long performanceId, String[] seats) {
        return jdbc.sql(RELEASE)
                .param("performanceId", performanceId)
                .param("seats", seats)
                .query((row, _) -> SeatRows.change(row))
                .list();
    }

    /// A performance with seats whose time has come; empty if there is none.
    List<Long> due(Instant now) {
        return jdbc.sql("""
                        select performance_id
                        from reservation.withheld
                        where free_at <= :now
                        order by free_at
                        limit 1
                        """)
                .param("now", Timestamps.of(now))
                .query((row, _) -> row.getLong("performance_id"))
                .list();
    }

    /// Labels of seats of a performance whose time has come.
    List<String> dueSeats(long performanceId, Instant now, int limit) {
        return jdbc.sql("""
                        select seat
                        from reservation.withheld
                        where performance_id = :performanceId and free_at <= :now
                        order by seat
                        limit :limit
                        """)
                .param("performanceId", performanceId)
                .param("now", Timestamps.of(now))
                .param("limit", limit)
                .query((row, _) -> row.getString("seat"))
                .list();
    }
}
