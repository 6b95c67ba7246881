package dev.frontrow.reservation.counter;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Hold.HeldPlace;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the box office needs to know of seats before it sells them, read under their locks.
@Repository
class CounterRows {

    record SeatKey(long performanceId, String seat) {}

    /// @param free         of the seats that were asked for
    /// @param withheld     of them, kept back by hand
    /// @param cancelled    performances
    /// @param priceChanges by concert
    record Found(Set<SeatKey> free, Set<SeatKey> withheld, Set<Long> cancelled, Map<Long, Integer> priceChanges) {}

    private static final String LOCK_FREEZES = """
            select count(pg_advisory_xact_lock_shared(k.key))
            from (select hashtextextended('freeze ' || concert_id, 0) as key
                  from unnest(:concertIds::bigint[]) as c (concert_id)
                  order by key) k
            """;

    private static final String LOCK_SEATS = """
            with locked as (
                select s.performance_id, s.seat, s.status, s.held_until
                from unnest(:performanceIds::bigint[], :seats::text[]) as w (performance_id, seat)
                    join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                order by s.performance_id, s.seat
                for update of s
            )
            select performance_id, seat
            from locked
            where status = 'FREE' or status = 'HELD' and held_until <= :now
            """;

    /// A statement of its own, so it sees what was committed while the seats were waited for.
    private static final String WITHHELD = """
            select h.performance_id, h.seat
            from unnest(:performanceIds::bigint[], :seats::text[]) as w (performance_id, seat)
                join reservation.withheld h on h.performance_id = w.performance_id and h.seat = w.seat
            """;

    /// What is kept back is free for the box office, and not kept back any more.
    private static final String HOLD = """
            with made as (
                insert into reservation.hold
                    (hold_id, buyer_id, concert_id, performance_id, status, seats, areas, amounts_minor,
                     total_minor, currency, held_at, expires_at, expires_at_max)
                values (:holdId, :buyerId, :concertId, :performanceId, 'HELD', :seats::text[], :areas::text[],
                        :amounts::bigint[], :total, :currency, :now, :expiresAt, :expiresAt)
            ), released as (
                delete from reservation.withheld
                where performance_id = :performanceId and seat = any(:seats::text[])
            )
            update reservation.seat s
            set status = 'HELD', hold_id = :holdId, first_of_hold = s.seat = (:seats::text[])[1],
                held_until = :expiresAt, version = nextval('reservation.seat_version')
            where s.performance_id = :performanceId and s.seat = any(:seats::text[])
                and (s.status = 'FREE' or s.status = 'HELD' and s.held_until <= :now
                    or s.status = 'NOT_FOR_SALE' and exists (
                        select
                        from reservation.withheld w
                        where w.performance_id = s.performance_id and w.seat = s.seat))
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    CounterRows(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// Locks the freezes of these concerts, then these seats in the order of performance and label.
    Found lock(Set<Long> concertIds, Set<Long> performanceIds, Collection<SeatKey> seats, Instant now) {
        var trip = new RoundTrip(statements);
        trip.sql(LOCK_FREEZES)
                .param("concertIds", concertIds.toArray(Long[]::new))
                .update();
        var free = nameSeats(trip.sql(LOCK_SEATS), seats)
                .param("now", Timestamps.of(now))
                .rows((row, _) -> new SeatKey(row.getLong("performance_id"), row.getString("seat")));
        var withheld = nameSeats(trip.sql(WITHHELD), seats)
                .rows((row, _) -> new SeatKey(row.getLong("performance_id"), row.getString("seat")));
        var cancelled = cancelled(performanceIds, trip);
        var priceChanges = priceChanges(concertIds, trip);
        trip.send();
        return new Found(
                new HashSet<>(free.get()),
                new HashSet<>(withheld.get()),
                Set.copyOf(cancelled.get()),
                priceChanges.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static RoundTrip.Statement nameSeats(RoundTrip.Statement statement, Collection<SeatKey> seats) {
        return statement
                .param("performanceIds", longs(seats, SeatKey::performanceId))
                .param("seats", texts(seats, SeatKey::seat));
    }

    private static Supplier<List<Long>> cancelled(Set<Long> performanceIds, RoundTrip trip) {
        return trip.sql("""
                        select performance_id
                        from reservation.cancelled_performance
                        where performance_id = any(:performanceIds)
                        """)
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .rows((row, _) -> row.getLong("performance_id"));
    }

    private static Supplier<List<Map.Entry<Long, Integer>>> priceChanges(Set<Long> concertIds, RoundTrip trip) {
        return trip.sql("""
                        select concert_id, changes
                        from reservation.price_change
                        where concert_id = any(:concertIds)
                        """)
                .param("concertIds", concertIds.toArray(Long[]::new))
                .rows((row, _) -> Map.entry(row.getLong("concert_id"), row.getInt("changes")));
    }

    /// Locks so many free places of an area, without waiting for any.
    List<String> lockFreePlaces(long performanceId, String area, int count, Instant now) {
        return jdbc.sql("""
                        select seat
                        from reservation.seat
                        where performance_id = :performanceId and area = :area
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        limit :count
                        for update skip locked
                        """)
                .param("performanceId", performanceId)
                .param("area", area)
                .param("now", Timestamps.of(now))
                .param("count", count)
                .query((row, _) -> row.getString("seat"))
                .list();
    }

    /// Holds locked seats that are free or kept back.
    void hold(Hold hold, Instant now) {
        List<HeldPlace> places = hold.places();
        boolean hasAreas = !hold.areas().isEmpty();
        int held = jdbc.sql(HOLD)
                .param("holdId", hold.holdId())
                .param("buyerId", hold.buyerId())
                .param("concertId", hold.concertId())
                .param("performanceId", hold.performanceId())
                .param("seats", texts(places, HeldPlace::seat))
                .param("areas", hasAreas ? texts(places, HeldPlace::area) : null)
                .param("amounts", longs(places, HeldPlace::amountMinor))
                .param("total", hold.total().amountMinor())
                .param("currency", hold.total().currency().getCurrencyCode())
                .param("now", Timestamps.of(now))
                .param("expiresAt", Timestamps.of(hold.expiresAt()))
                .update();
        if (held != places.size()) {
            throw new IllegalStateException("expected " + places.size() + " seats under lock, found " + held);
        }
    }
}
