package dev.frontrow.seating;

import static dev.frontrow.database.SqlArrays.texts;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAvailability.Left;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of seats. Counts treat a HELD row past its `held_until` as free.
@Repository
public class SeatRows {

    private final JdbcClient jdbc;

    SeatRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insertAll(long performanceId, List<Seat> seats) {
        jdbc.sql("""
                        insert into reservation.seat (performance_id, seat, area, price_level, status, version)
                        select :performanceId, s.seat, s.area, s.price_level, 'FREE', 0
                        from unnest(:labels::text[], :areas::text[], :levels::text[]) as s (seat, area, price_level)
                        """)
                .param("performanceId", performanceId)
                .param("labels", texts(seats, Seat::seat))
                .param("areas", texts(seats, Seat::area))
                .param("levels", texts(seats, Seat::priceLevel))
                .update();
    }

    public SeatSnapshot all(long performanceId, SeatMap seatMap) {
        return part(performanceId, seatMap, 0, seatMap.size());
    }

    /// Reads the map's seats from index `from` (inclusive) to `to` (exclusive), in the order of labels; at least
    /// one.
    SeatSnapshot part(long performanceId, SeatMap seatMap, int from, int to) {
        int[] places = seatMap.placesByLabel(from, to);
        return jdbc.sql("""
                        select coalesce(string_agg(
                                   int8send(version) || int2send((ascii(status) + 32 * first_of_hold::int)::smallint),
                                   '' order by seat), '')
                                   as seats,
                               coalesce(string_agg(timestamptz_send(held_until), '' order by seat)
                                   filter (where status = 'HELD'), '') as deadlines
                        from reservation.seat
                        where performance_id = :performanceId and seat between :first and :last
                        """)
                .param("performanceId", performanceId)
                .param("first", seatMap.labelAt(from))
                .param("last", seatMap.labelAt(to - 1))
                .query((row, _) -> SeatSnapshot.decode(places, row.getBytes("seats"), row.getBytes("deadlines")))
                .single();
    }

    /// What a later statement sees on top of what is committed now.
    ///
    /// @param transaction the oldest one that runs: it and later ones may change something yet
    /// @param countsSince when PostgreSQL's statistics began, which it loses in a crash. With them it loses ids of
    ///                    transactions that had written nothing to the log, and gives them again.
    record Moment(long transaction, @Nullable Instant countsSince) {

        boolean isOfSameRunAs(@Nullable Moment other) {
            return other != null && Objects.equals(countsSince, other.countsSince);
        }
    }

    Moment moment() {
        return jdbc.sql("""
                        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as transaction,
                               pg_stat_get_bgwriter_stat_reset_time() as counts_since
                        """)
                .query((row, _) -> new Moment(row.getLong("transaction"), Timestamps.nullable(row, "counts_since")))
                .single();
    }

    /// Reads the seats changed by the moment's transaction or a later one, and perhaps a few more, from index `from`
    /// (inclusive) to `to` (exclusive) in the order of labels; at least one. Finds manual changes too, since
    /// PostgreSQL itself records a row's transaction. Takes a quarter of the time of reading all seats.
    List<SeatChange> changedSince(Moment moment, long performanceId, SeatMap seatMap, int from, int to) {
        return jdbc.sql("""
                        select performance_id, seat, status, version, first_of_hold, held_until
                        from reservation.seat
                        where performance_id = :performanceId and seat between :first and :last
                            and age(xmin) <= age(:transaction::text::xid8::xid)
                        """)
                .param("performanceId", performanceId)
                .param("first", seatMap.labelAt(from))
                .param("last", seatMap.labelAt(to - 1))
                .param("transaction", moment.transaction())
                .query((row, _) -> change(row))
                .list();
    }

    public Map<Long, Integer> countFree(Collection<Long> performanceIds, Instant now) {
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

    /// Counts free and held seats of each performance; one that has neither is absent.
    Map<Long, Left> countLeft(Collection<Long> performanceIds, Instant now) {
        Map<Long, Left> left = new HashMap<>();
        jdbc.sql("""
                        select performance_id,
                               count(*) filter (where status = 'FREE' or status = 'HELD' and held_until <= :now) as free,
                               count(*) filter (where status = 'HELD' and held_until > :now) as held
                        from reservation.seat
                        where performance_id = any(:performanceIds) and status in ('FREE', 'HELD')
                        group by performance_id
                        """)
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .param("now", Timestamps.of(now))
                .query(row -> {
                    left.put(row.getLong("performance_id"), new Left(row.getInt("free"), row.getInt("held")));
                });
        return left;
    }

    /// Counts seats by price level and running holds of these performances.
    public SeatCount count(Collection<Long> performanceIds, Instant now) {
        return jdbc
                .sql("""
                        select price_level,
                               count(*) filter (where status = 'FREE' or status = 'HELD' and held_until <= :now) as free,
                               count(*) filter (where status = 'HELD' and held_until > :now) as held,
                               count(*) filter (where status = 'HELD' and held_until > :now and first_of_hold) as holds,
                               count(*) filter (where status = 'SOLD') as sold
                        from reservation.seat
                        where performance_id = any(:performanceIds)
                        group by price_level
                        """)
                .param("performanceIds", performanceIds.toArray(Long[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> new SeatCount(row.getLong("holds"), List.of(stock(row))))
                .list()
                .stream()
                .reduce(SeatCount.NOTHING, SeatCount::plus);
    }

    private static LevelStock stock(ResultSet row) throws SQLException {
        return new LevelStock(
                row.getString("price_level"), row.getLong("free"), row.getLong("held"), row.getLong("sold"));
    }

    public static SeatChange change(ResultSet row) throws SQLException {
        return new SeatChange(
                row.getLong("performance_id"),
                row.getString("seat"),
                SeatStatus.valueOf(row.getString("status")),
                row.getLong("version"),
                row.getBoolean("first_of_hold"),
                Timestamps.nullable(row, "held_until"));
    }
}
