package dev.frontrow.reservation;

import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of holds. Deadlock-free: every transaction takes its locks in this order: buyer, hold rows, seat
/// rows by performance and label.
@Repository
class Holds {

    /// @param paid     holds that were paid
    /// @param returned holds that were released or expired
    record EndedHolds(long paid, long returned) {}

    /// One row per seat of several holds, for batched statements.
    record SeatOfHold(Hold hold, HeldPlace seat) {

        static List<SeatOfHold> of(List<Hold> holds) {
            return holds.stream()
                    .flatMap(hold -> hold.places().stream().map(place -> new SeatOfHold(hold, place)))
                    .toList();
        }

        boolean isFirst() {
            return seat.equals(hold.places().getFirst());
        }
    }

    /// What [#hold] reads, of `reservation.hold h`.
    static final String COLUMNS = """
            h.hold_id, h.buyer_id, h.concert_id, h.performance_id, h.status, h.seats, h.areas, h.amounts_minor,
            h.total_minor, h.currency, h.expires_at, h.expires_at_max, h.extensions""";

    private static final String RUNNING_OF_PERFORMANCE = """
            select %s
            from reservation.hold h
            where buyer_id = :buyerId and performance_id = :performanceId
                and status = 'HELD' and expires_at > :now
            order by expires_at
            """.formatted(COLUMNS);

    private static final String RUNNING = """
            select %s
            from reservation.hold h
            where buyer_id = :buyerId and status = 'HELD' and expires_at > :now
            order by expires_at
            """.formatted(COLUMNS);

    private static final String FIND = """
            select %s
            from reservation.hold h
            where hold_id = :holdId and buyer_id = :buyerId
            """.formatted(COLUMNS);

    private static final String LOCK = """
            select %s
            from unnest(:holdIds::uuid[], :buyerIds::uuid[]) as k (hold_id, buyer_id)
                join reservation.hold h on h.hold_id = k.hold_id and h.buyer_id = k.buyer_id
            order by h.hold_id
            for update of h
            """.formatted(COLUMNS);

    private static final String COUNT_ENDED = """
            with written as (
                select status
                from reservation.hold
                where concert_id = :concertId and ended_at > :since
                order by ended_at desc
                limit :max
            ), overdue as (
                select status
                from reservation.hold
                where concert_id = :concertId and status = 'HELD' and expires_at > :since
                    and expires_at <= :now
                order by expires_at desc
                limit :max
            )
            select count(*) filter (where status = 'CONFIRMED') as paid,
                   count(*) filter (where status <> 'CONFIRMED') as returned
            from (select status from written union all select status from overdue) as ended
            """;

    private static final String EXTEND = """
            with extended as (
                update reservation.hold
                set expires_at = least(expires_at + make_interval(secs => :seconds), expires_at_max),
                    extensions = extensions + 1
                where hold_id = :holdId and buyer_id = :buyerId and status = 'HELD' and expires_at > :now
                    and expires_at < expires_at_max and extensions = 0
                returning hold_id, performance_id, seats, expires_at
            ), held as (
                select s.performance_id, s.seat, extended.hold_id, extended.expires_at
                from extended
                    join reservation.seat s
                        on s.performance_id = extended.performance_id and s.seat = any(extended.seats)
                where s.hold_id = extended.hold_id and s.status = 'HELD'
                order by s.performance_id, s.seat
                for update of s
            )
            update reservation.seat s
            set held_until = held.expires_at, version = nextval('reservation.seat_version')
            from held
            where s.performance_id = held.performance_id and s.seat = held.seat
                and s.hold_id = held.hold_id and s.status = 'HELD'
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private final JdbcClient jdbc;

    Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The buyer's running holds of the performance, earliest deadline first.
    List<Hold> running(UUID buyerId, long performanceId, Instant now) {
        return jdbc.sql(RUNNING_OF_PERFORMANCE)
                .param("buyerId", buyerId)
                .param("performanceId", performanceId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> hold(row))
                .list();
    }

    /// The buyer's running holds, earliest deadline first.
    List<Hold> running(UUID buyerId, Instant now) {
        return jdbc.sql(RUNNING)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> hold(row))
                .list();
    }

    Optional<Hold> find(UUID holdId, UUID buyerId) {
        return jdbc.sql(FIND)
                .param("holdId", holdId)
                .param("buyerId", buyerId)
                .query((row, _) -> hold(row))
                .optional();
    }

    /// Locks holds in the order of their ids; unknown holds are absent.
    Map<HoldOfBuyer, Hold> lock(Collection<HoldOfBuyer> keys) {
        Map<HoldOfBuyer, Hold> locked = new HashMap<>();
        jdbc.sql(LOCK)
                .param("holdIds", uuids(keys, HoldOfBuyer::holdId))
                .param("buyerIds", uuids(keys, HoldOfBuyer::buyerId))
                .query(row -> {
                    Hold hold = hold(row);
                    locked.put(new HoldOfBuyer(hold.holdId(), hold.buyerId()), hold);
                });
        return locked;
    }

    /// Locks overdue holds; those locked by others are left to the next sweep.
    List<UUID> lockDue(Instant now, int limit) {
        return jdbc.sql("""
                        select hold_id
                        from reservation.hold
                        where status = 'HELD' and expires_at <= :now
                        order by expires_at
                        limit :limit
                        for update skip locked
                        """)
                .param("now", Timestamps.of(now))
                .param("limit", limit)
                .query((row, _) -> row.getObject("hold_id", UUID.class))
                .list();
    }

    /// How the concert's most recent holds ended, back to `since`. Overdue holds count as returned, whether or
    /// not the sweep has recorded them.
    ///
    /// @param max upper bound for the recorded holds, and again for the overdue ones
    EndedHolds countEnded(long concertId, Instant since, Instant now, int max) {
        return jdbc.sql(COUNT_ENDED)
                .param("concertId", concertId)
                .param("since", Timestamps.of(since))
                .param("now", Timestamps.of(now))
                .param("max", max)
                .query((row, _) -> new EndedHolds(row.getLong("paid"), row.getLong("returned")))
                .single();
    }

    void lockFreeze(long concertId) {
        jdbc.sql("""
                        select pg_advisory_xact_lock(hashtextextended('freeze ' || :concertId::bigint, 0))
                        """).param("concertId", concertId).query((_, _) -> true).single();
    }

    /// Returns false if the concert is already frozen; an expired freeze does not count.
    boolean insertFreeze(long concertId, Instant until, Instant now) {
        return jdbc.sql("""
                                insert into reservation.freeze as f (concert_id, frozen_until)
                                values (:concertId, :until)
                                on conflict (concert_id) do update
                                    set frozen_until = excluded.frozen_until
                                    where f.frozen_until <= :now
                                """)
                        .param("concertId", concertId)
                        .param("until", Timestamps.of(until))
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    Optional<Instant> deleteFreeze(long concertId) {
        return jdbc.sql("""
                        delete from reservation.freeze
                        where concert_id = :concertId
                        returning frozen_until
                        """)
                .param("concertId", concertId)
                .query((row, _) -> Timestamps.required(row, "frozen_until"))
                .optional();
    }

    /// Moves the deadlines of all live holds of the concert and of their seats; returns the seats.
    List<SeatChange> moveDeadlines(long concertId, Duration by, Instant now) {
        return jdbc.sql("""
                        with moved as (
                            update reservation.hold
                            set expires_at = expires_at + make_interval(secs => :seconds),
                                expires_at_max = expires_at_max + make_interval(secs => :seconds)
                            where concert_id = :concertId and status = 'HELD' and expires_at > :now
                            returning hold_id, performance_id, seats, expires_at
                        )
                        update reservation.seat s
                        set held_until = moved.expires_at, version = nextval('reservation.seat_version')
                        from moved
                        where s.performance_id = moved.performance_id and s.seat = any(moved.seats)
                            and s.hold_id = moved.hold_id and s.status = 'HELD'
                        returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
                        """)
                .param("concertId", concertId)
                .param("seconds", by.toMillis() / 1000.0)
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
    }

    /// The latest end of the buyer's running holds of the concert, counting an extension for each that may still
    /// have one; empty if none is running.
    Optional<Instant> latestEnd(long concertId, UUID buyerId, Duration extension, Instant now) {
        return jdbc.sql("""
                        select max(case extensions
                                       when 0 then least(expires_at + make_interval(secs => :seconds), expires_at_max)
                                       else expires_at
                                   end) as latest
                        from reservation.hold
                        where buyer_id = :buyerId and concert_id = :concertId and status = 'HELD' and expires_at > :now
                        """)
                .param("seconds", extension.toMillis() / 1000.0)
                .param("buyerId", buyerId)
                .param("concertId", concertId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> Optional.ofNullable(Timestamps.nullable(row, "latest")))
                .single();
    }

    /// Extends a live hold that was not extended yet, and its seats, locked in label order. Returns those of its
    /// seats that were not taken over; empty if the hold cannot be extended.
    List<SeatChange> extend(HoldOfBuyer key, Duration by, Instant now) {
        return jdbc.sql(EXTEND)
                .param("seconds", by.toMillis() / 1000.0)
                .param("holdId", key.holdId())
                .param("buyerId", key.buyerId())
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
    }

    static Hold hold(ResultSet row) throws SQLException {
        String[] labels = (String[]) row.getArray("seats").getArray();
        Long[] amounts = (Long[]) row.getArray("amounts_minor").getArray();
        Array areas = row.getArray("areas");
        @Nullable String[] areaOf = areas == null ? new String[labels.length] : (String[]) areas.getArray();
        List<HeldPlace> places = new ArrayList<>(labels.length);
        for (int i = 0; i < labels.length; i++) {
            places.add(new HeldPlace(labels[i], amounts[i], areaOf[i]));
        }
        return new Hold(
                row.getObject("hold_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                row.getLong("concert_id"),
                row.getLong("performance_id"),
                HoldStatus.valueOf(row.getString("status")),
                List.copyOf(places),
                new Money(row.getLong("total_minor"), Currency.getInstance(row.getString("currency"))),
                Timestamps.required(row, "expires_at"),
                Timestamps.required(row, "expires_at_max"),
                row.getInt("extensions") > 0);
    }
}
