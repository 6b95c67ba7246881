package dev.frontrow.reservation;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Holds.SeatOfHold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of seats. In every statement a HELD row past its `held_until` counts as free.
@Repository
class SeatRows {

    private final JdbcClient jdbc;

    SeatRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertAll(long performanceId, List<Seat> seats) {
        jdbc.sql("""
                        insert into reservation.seat (performance_id, seat, price_level, status, version)
                        select :performanceId, s.seat, s.price_level, 'FREE', 0
                        from unnest(:labels::text[], :levels::text[]) as s (seat, price_level)
                        """)
                .param("performanceId", performanceId)
                .param("labels", column(seats, Seat::seat))
                .param("levels", column(seats, Seat::priceLevel))
                .update();
    }

    /// Locks the named seats in label order and answers those among them that somebody else has.
    List<String> lockAndFindTaken(long performanceId, List<String> labels, Instant now) {
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

    /// Gives free seats to the hold; answers those that were free.
    List<SeatChange> hold(Hold hold, Instant now) {
        return jdbc.sql("""
                        update reservation.seat
                        set status = 'HELD', hold_id = :holdId, held_until = :until,
                            version = nextval('reservation.seat_version')
                        where performance_id = :performanceId and seat = any(:labels)
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        returning performance_id, seat, status, version, held_until
                        """)
                .param("holdId", hold.holdId())
                .param("until", Timestamps.of(hold.expiresAt()))
                .param("performanceId", hold.performanceId())
                .param("labels", hold.labels().toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> change(row))
                .list();
    }

    /// Locks, in the order of performance and label, the seats that still belong to the holds; answers how many each
    /// has.
    Map<UUID, Integer> lockHeld(List<Hold> held) {
        Map<UUID, Integer> seatsHeld = new HashMap<>();
        List<SeatOfHold> seats = SeatOfHold.of(held);
        jdbc.sql("""
                        select s.hold_id
                        from unnest(:performanceIds::bigint[], :labels::text[], :holdIds::uuid[])
                                as w (performance_id, seat, hold_id)
                            join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                        where s.status = 'HELD' and s.hold_id = w.hold_id
                        order by s.performance_id, s.seat
                        for update of s
                        """)
                .param("performanceIds", performanceIds(seats))
                .param("labels", labels(seats))
                .param("holdIds", holdIds(seats))
                .query(row -> {
                    seatsHeld.merge(row.getObject("hold_id", UUID.class), 1, Integer::sum);
                });
        return seatsHeld;
    }

    /// Sells the seats that still belong to the holds; answers those that did.
    List<SeatChange> sell(List<Hold> paid) {
        List<SeatOfHold> seats = SeatOfHold.of(paid);
        return jdbc.sql("""
                        update reservation.seat s
                        set status = 'SOLD', held_until = null, version = nextval('reservation.seat_version')
                        from unnest(:performanceIds::bigint[], :labels::text[], :holdIds::uuid[])
                            as w (performance_id, seat, hold_id)
                        where s.performance_id = w.performance_id and s.seat = w.seat
                            and s.status = 'HELD' and s.hold_id = w.hold_id
                        returning s.performance_id, s.seat, s.status, s.version, s.held_until
                        """)
                .param("performanceIds", performanceIds(seats))
                .param("labels", labels(seats))
                .param("holdIds", holdIds(seats))
                .query((row, _) -> change(row))
                .list();
    }

    /// Frees the seats that still belong to these holds. They are locked in label order first.
    List<SeatChange> free(List<UUID> holdIds) {
        return jdbc.sql("""
                        with held as (
                            select s.performance_id, s.seat
                            from reservation.hold h
                                join reservation.seat s
                                    on s.performance_id = h.performance_id and s.seat = any(h.seats)
                            where h.hold_id = any(:holdIds) and s.hold_id = h.hold_id and s.status = 'HELD'
                            order by s.performance_id, s.seat
                            for update of s
                        )
                        update reservation.seat s
                        set status = 'FREE', hold_id = null, held_until = null,
                            version = nextval('reservation.seat_version')
                        from held
                        where s.performance_id = held.performance_id and s.seat = held.seat
                            and s.status = 'HELD' and s.hold_id = any(:holdIds)
                        returning s.performance_id, s.seat, s.status, s.version, s.held_until
                        """)
                .param("holdIds", holdIds.toArray(UUID[]::new))
                .query((row, _) -> change(row))
                .list();
    }

    SeatReading all(long performanceId) {
        return jdbc.sql("""
                        select coalesce(array_agg(seat), '{}') as seats,
                               coalesce(array_agg(status), '{}') as statuses,
                               coalesce(array_agg(version), '{}') as versions,
                               coalesce(
                                   array_agg(coalesce(round(date_part('epoch', held_until) * 1e6)::bigint, 0)), '{}')
                                   as held_until
                        from reservation.seat
                        where performance_id = :performanceId
                        """)
                .param("performanceId", performanceId)
                .query((row, _) -> new SeatReading(
                        (String[]) row.getArray("seats").getArray(),
                        Arrays.stream((String[]) row.getArray("statuses").getArray())
                                .map(SeatStatus::valueOf)
                                .toArray(SeatStatus[]::new),
                        longs(row, "versions"),
                        longs(row, "held_until")))
                .single();
    }

    private static long[] longs(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Long[]) row.getArray(column).getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    Map<Long, Integer> countFree(Collection<Long> performanceIds, Instant now) {
        Map<Long, Integer> free = new HashMap<>();
        jdbc.sql("""
                        select performance_id, count(*) as free
                        from reservation.seat
                        where performance_id = any(:performanceIds)
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        group by performance_id
                        """)
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .param("now", Timestamps.of(now))
                .query(row -> {
                    free.put(row.getLong("performance_id"), row.getInt("free"));
                });
        return free;
    }

    /// What is left of each price level that has seats in these performances.
    List<LevelStock> countByLevel(Collection<Long> performanceIds, Instant now) {
        return jdbc.sql("""
                        select price_level,
                               count(*) filter (where status = 'FREE' or status = 'HELD' and held_until <= :now) as free,
                               count(*) filter (where status = 'HELD' and held_until > :now) as held,
                               count(*) filter (where status = 'SOLD') as sold
                        from reservation.seat
                        where performance_id = any(:performanceIds)
                        group by price_level
                        """)
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> new LevelStock(
                        row.getString("price_level"), row.getLong("free"), row.getLong("held"), row.getLong("sold")))
                .list();
    }

    static SeatChange change(ResultSet row) throws SQLException {
        return new SeatChange(
                row.getLong("performance_id"),
                row.getString("seat"),
                SeatStatus.valueOf(row.getString("status")),
                row.getLong("version"),
                Timestamps.nullable(row, "held_until"));
    }

    private static Long[] performanceIds(List<SeatOfHold> seats) {
        return seats.stream().map(seat -> seat.hold().performanceId()).toArray(Long[]::new);
    }

    private static String[] labels(List<SeatOfHold> seats) {
        return seats.stream().map(seat -> seat.seat().seat()).toArray(String[]::new);
    }

    private static UUID[] holdIds(List<SeatOfHold> seats) {
        return seats.stream().map(seat -> seat.hold().holdId()).toArray(UUID[]::new);
    }

    private static String[] column(List<Seat> seats, Function<Seat, String> value) {
        return seats.stream().map(value).toArray(String[]::new);
    }
}
