package dev.frontrow.reservation;

import static dev.frontrow.database.SqlArrays.booleans;
import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.Holds.SeatOfHold;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// The statements that place many holds at once, as few as possible: a round trip costs as much as the work of
/// several holds, so it dominates small batches.
@Repository
class HoldBatches {

    record SeatKey(long performanceId, String seat) {}

    record AreaKey(long performanceId, String area) {

        /// @param place of an area
        static AreaKey of(Hold hold, HeldPlace place) {
            return new AreaKey(hold.performanceId(), Objects.requireNonNull(place.area()));
        }
    }

    /// Everything one batch has to lock.
    record ToLock(Set<BuyerOfPerformance> buyers, Set<Long> concertIds, Set<SeatKey> seats) {

        static ToLock of(List<CheckedCommand> commands) {
            var toLock = new ToLock(new HashSet<>(), new HashSet<>(), new HashSet<>());
            for (CheckedCommand command : commands) {
                toLock.buyers.add(BuyerOfPerformance.of(command));
                toLock.concertIds.add(command.concert().concertId());
                command.seats().forEach(seat -> toLock.seats.add(new SeatKey(command.performanceId(), seat.seat())));
            }
            return toLock;
        }
    }

    /// One row found by a batch, read under the locks.
    ///
    /// @param seats number of seats, or of changes of prices
    /// @param end   end of a seat's hold, time at which a hold was returned, or end of a freeze
    private record Row(
            String what,
            long id,
            @Nullable String seat,
            @Nullable UUID buyerId,
            int seats,
            @Nullable Instant end) {}

    /// What a batch has found under its locks. Valid for the transaction; deadlines may pass meanwhile.
    static final class Found {

        private final List<Row> rows;

        private Found(List<Row> rows) {
            this.rows = rows;
        }

        /// The requested seats that are free at this time.
        Set<SeatKey> freeAt(Instant now) {
            Set<SeatKey> free = new HashSet<>();
            for (Row row : rows) {
                if (row.seat != null && (row.end == null || !now.isBefore(row.end))) {
                    free.add(new SeatKey(row.id, row.seat));
                }
            }
            return free;
        }

        /// Number of seats each buyer held or owned when the seat locks were requested; buyers without seats are
        /// absent. A hold that expired during the wait still counts: it may have been paid at the last moment.
        Map<BuyerOfPerformance, Integer> seatsOfBuyers() {
            Map<BuyerOfPerformance, Integer> seats = new HashMap<>();
            for (Row row : rows) {
                if (row.buyerId != null && row.end == null) {
                    seats.merge(new BuyerOfPerformance(row.id, row.buyerId), row.seats, Integer::sum);
                }
            }
            return seats;
        }

        /// When holds of these buyers expired or were released.
        Map<BuyerOfPerformance, List<Instant>> returnedAt() {
            Map<BuyerOfPerformance, List<Instant>> returned = new HashMap<>();
            for (Row row : rows) {
                if (row.buyerId != null && row.end != null) {
                    returned.computeIfAbsent(new BuyerOfPerformance(row.id, row.buyerId), _ -> new ArrayList<>())
                            .add(row.end);
                }
            }
            return returned;
        }

        /// How often the prices of concerts were changed; those whose prices never were are absent.
        Map<Long, Integer> priceChanges() {
            Map<Long, Integer> changes = new HashMap<>();
            for (Row row : rows) {
                if (row.what.equals("PRICES")) {
                    changes.put(row.id, row.seats);
                }
            }
            return changes;
        }

        /// The performances that are cancelled.
        Set<Long> cancelled() {
            return rows.stream()
                    .filter(row -> row.what.equals("CANCELLED"))
                    .map(Row::id)
                    .collect(Collectors.toSet());
        }

        /// Until when concerts are frozen; concerts without a recorded freeze are absent.
        Map<Long, Instant> frozenUntil() {
            Map<Long, Instant> frozen = new HashMap<>();
            for (Row row : rows) {
                if (row.what.equals("FREEZE") && row.end != null) {
                    frozen.put(row.id, row.end);
                }
            }
            return frozen;
        }
    }

    private static final String LOCK = """
            select
                (select count(pg_advisory_xact_lock(k.key))
                 from (select hashtextextended('buyer ' || b.performance_id || ' ' || b.buyer_id, 0) as key
                       from unnest(:performanceIds::bigint[], :buyerIds::uuid[])
                           as b (performance_id, buyer_id)
                       order by key) k)
                + (select count(pg_advisory_xact_lock_shared(
                       hashtextextended('freeze ' || c.concert_id, 0)))
                   from unnest(:concertIds::bigint[]) as c (concert_id))
            """;

    /// A lateral subquery per buyer: while a sale is young and its statistics are old, a join may be planned as a
    /// scan of all holds.
    private static final String FIND = """
            with locked as (
                select s.performance_id, s.seat, s.held_until
                from unnest(:seatPerformanceIds::bigint[], :seats::text[]) as w (performance_id, seat)
                    join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                where s.status in ('FREE', 'HELD')
                order by s.performance_id, s.seat
                for update of s %s
            )
            select 'SEAT' as what, performance_id as id, seat, null::uuid as buyer_id, 1 as seats,
                   held_until as "end"
            from locked
            union all
            select 'HOLD', b.performance_id, null, b.buyer_id, owned.seats, owned.returned_at
            from unnest(:performanceIds::bigint[], :buyerIds::uuid[]) as b (performance_id, buyer_id)
                cross join lateral (
                    select cardinality(h.seats) - h.refunded as seats,
                           case when h.status = 'CONFIRMED' or h.status = 'HELD' and h.expires_at > :now then null
                                else least(h.expires_at, h.ended_at) end as returned_at
                    from reservation.hold h
                    where h.buyer_id = b.buyer_id and h.performance_id = b.performance_id
                        and (h.status = 'CONFIRMED' or least(h.expires_at, h.ended_at) > :returnedSince)
                    offset 0) owned
            union all
            select 'FREEZE', concert_id, null, null, 0, frozen_until
            from reservation.freeze
            where concert_id = any(:concertIds)
            union all
            select 'PRICES', concert_id, null, null, changes, null
            from reservation.price_change
            where concert_id = any(:concertIds)
            union all
            select 'CANCELLED', performance_id, null, null, 0, null
            from reservation.cancelled_performance
            where performance_id = any(:performanceIds)
            """;

    private static final String WRITE = """
            with granted_seat as materialized (
                select hold_id, performance_id, seat, area, amount, first_of_hold, held_until, n
                from unnest(:seatHoldIds::uuid[], :seatPerformanceIds::bigint[], :seats::text[],
                            :areas::text[], :amounts::bigint[], :firstOfHold::boolean[], :heldUntil::text[])
                    with ordinality as w (hold_id, performance_id, seat, area, amount, first_of_hold, held_until, n)
            ), granted as (
                insert into reservation.hold
                    (hold_id, buyer_id, concert_id, performance_id, status, seats, areas, amounts_minor,
                     total_minor, currency, held_at, expires_at, expires_at_max)
                select h.hold_id, h.buyer_id, h.concert_id, h.performance_id, 'HELD', w.seats, w.areas, w.amounts,
                       h.total, h.currency, :now, h.expires_at::timestamptz, h.expires_at_max::timestamptz
                from unnest(:holdIds::uuid[], :buyerIds::uuid[], :concertIds::bigint[],
                            :performanceIds::bigint[], :totals::bigint[], :currencies::text[],
                            :expiresAt::text[], :expiresAtMax::text[])
                        as h (hold_id, buyer_id, concert_id, performance_id, total, currency, expires_at,
                              expires_at_max)
                    join (
                        select hold_id, array_agg(seat order by n) as seats,
                               case when count(area) > 0 then array_agg(area order by n) end as areas,
                               array_agg(amount order by n) as amounts
                        from granted_seat
                        group by hold_id) w
                        on w.hold_id = h.hold_id
            ), noted as (
                insert into reservation.allowance
                    (performance_id, buyer_id, seats, seats_max, held_at, cool_down_until)
                select b.performance_id, b.buyer_id, b.seats, b.seats_max, :now, b.cool_down_until::timestamptz
                from unnest(:ownerPerformanceIds::bigint[], :owners::uuid[], :ownedSeats::int[], :seatsMax::int[],
                            :coolDownUntil::text[])
                    as b (performance_id, buyer_id, seats, seats_max, cool_down_until)
                on conflict (performance_id, buyer_id) do update
                    set seats = excluded.seats, seats_max = excluded.seats_max, held_at = excluded.held_at,
                        cool_down_until = excluded.cool_down_until
            )
            update reservation.seat s
            set status = 'HELD', hold_id = w.hold_id, first_of_hold = w.first_of_hold,
                held_until = w.held_until::timestamptz,
                version = nextval('reservation.seat_version')
            from granted_seat w
            where s.performance_id = w.performance_id and s.seat = w.seat
                and (s.status = 'FREE' or s.status = 'HELD' and s.held_until <= :now)
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private static final String FREE_PLACES = """
            select seat
            from reservation.seat
            where performance_id = :performanceId and area = :area and seat <> all(:without)
                and (status = 'FREE' or status = 'HELD' and held_until <= :now)
            limit :count
            """;

    private static final String LOCK_FREE_PLACES = FREE_PLACES + "for update skip locked";
    private static final String FIND_WAITING = FIND.formatted("");
    private static final String FIND_WITHOUT_WAITING = FIND.formatted("skip locked");

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    HoldBatches(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// Blocks other holds of these buyers, and a freeze of these concerts, until the transaction ends.
    void lock(ToLock toLock) {
        var trip = new RoundTrip(statements);
        lock(toLock, trip);
        trip.send();
    }

    private static void lock(ToLock toLock, RoundTrip trip) {
        trip.sql(LOCK)
                .param("performanceIds", longs(toLock.buyers, BuyerOfPerformance::performanceId))
                .param("buyerIds", uuids(toLock.buyers, BuyerOfPerformance::buyerId))
                .param("concertIds", toLock.concertIds.toArray(Long[]::new))
                .update();
    }

    /// Locks as [#lock], then locks the seats in order of performance and label, and reads everything the
    /// decision needs.
    ///
    /// @param returnedSince holds returned before this time are left out
    Found lockSeats(ToLock toLock, Instant returnedSince, Instant now) {
        return lockAndFind(toLock, returnedSince, now, FIND_WAITING);
    }

    /// As [#lockSeats], but never waits for seats, for transactions that have locked some already. Seats locked
    /// by others count as taken.
    Found lockSeatsWithoutWaiting(ToLock toLock, Instant returnedSince, Instant now) {
        return lockAndFind(toLock, returnedSince, now, FIND_WITHOUT_WAITING);
    }

    /// The search is a statement of its own, so it sees everything committed while the locks were being waited
    /// for.
    private Found lockAndFind(ToLock toLock, Instant returnedSince, Instant now, String find) {
        var trip = new RoundTrip(statements);
        lock(toLock, trip);
        Supplier<List<Row>> found = trip.sql(find)
                .param("seatPerformanceIds", longs(toLock.seats, SeatKey::performanceId))
                .param("seats", texts(toLock.seats, SeatKey::seat))
                .param("performanceIds", longs(toLock.buyers, BuyerOfPerformance::performanceId))
                .param("buyerIds", uuids(toLock.buyers, BuyerOfPerformance::buyerId))
                .param("concertIds", toLock.concertIds.toArray(Long[]::new))
                .param("returnedSince", Timestamps.of(returnedSince))
                .param("now", Timestamps.of(now))
                .rows((row, _) -> row(row));
        trip.send();
        return new Found(found.get());
    }

    /// Up to this many free places of an area. Locks none.
    ///
    /// @param without these places
    List<String> freePlaces(AreaKey area, int count, Set<String> without, Instant now) {
        return places(FREE_PLACES, area, count, without, now);
    }

    /// As [#freePlaces], but locks them, without waiting: leaves out those that another transaction has locked.
    List<String> lockFreePlaces(AreaKey area, int count, Set<String> without, Instant now) {
        return places(LOCK_FREE_PLACES, area, count, without, now);
    }

    private List<String> places(String sql, AreaKey area, int count, Set<String> without, Instant now) {
        return jdbc.sql(sql)
                .param("performanceId", area.performanceId())
                .param("area", area.area())
                .param("without", without.toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .param("count", count)
                .query((row, _) -> row.getString("seat"))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("what"),
                row.getLong("id"),
                row.getString("seat"),
                row.getObject("buyer_id", UUID.class),
                row.getInt("seats"),
                Timestamps.nullable(row, "end"));
    }

    /// Writes holds whose seats are locked and free; returns the seats given to them.
    ///
    /// @param allowances each buyer's allowance afterwards
    List<SeatChange> write(List<Hold> granted, Map<BuyerOfPerformance, Allowance> allowances, Instant now) {
        StatementSpec statement = jdbc.sql(WRITE).param("now", Timestamps.of(now));
        nameHolds(granted, statement);
        nameSeats(SeatOfHold.of(granted), statement);
        nameBuyers(List.copyOf(allowances.entrySet()), statement);
        return statement.query((row, _) -> SeatRows.change(row)).list();
    }

    private static void nameHolds(List<Hold> granted, StatementSpec statement) {
        statement
                .param("holdIds", uuids(granted, Hold::holdId))
                .param("buyerIds", uuids(granted, Hold::buyerId))
                .param("concertIds", longs(granted, Hold::concertId))
                .param("performanceIds", longs(granted, Hold::performanceId))
                .param("totals", longs(granted, hold -> hold.total().amountMinor()))
                .param(
                        "currencies",
                        texts(granted, hold -> hold.total().currency().getCurrencyCode()))
                .param("expiresAt", texts(granted, hold -> hold.expiresAt().toString()))
                .param(
                        "expiresAtMax",
                        texts(granted, hold -> hold.expiresAtMax().toString()));
    }

    private static void nameSeats(List<SeatOfHold> seats, StatementSpec statement) {
        statement
                .param("seatHoldIds", uuids(seats, seat -> seat.hold().holdId()))
                .param("seatPerformanceIds", longs(seats, seat -> seat.hold().performanceId()))
                .param("seats", texts(seats, seat -> seat.seat().seat()))
                .param("areas", texts(seats, seat -> seat.seat().area()))
                .param("amounts", longs(seats, seat -> seat.seat().amountMinor()))
                .param("firstOfHold", booleans(seats, SeatOfHold::isFirst))
                .param("heldUntil", texts(seats, seat -> seat.hold().expiresAt().toString()));
    }

    private static void nameBuyers(List<Map.Entry<BuyerOfPerformance, Allowance>> buyers, StatementSpec statement) {
        statement
                .param("ownerPerformanceIds", longs(buyers, of -> of.getKey().performanceId()))
                .param("owners", uuids(buyers, of -> of.getKey().buyerId()))
                .param("ownedSeats", integers(buyers, of -> of.getValue().seats()))
                .param("seatsMax", integers(buyers, of -> of.getValue().seatsMax()))
                .param("coolDownUntil", coolDownUntil(buyers));
    }

    private static @Nullable String[] coolDownUntil(List<Map.Entry<BuyerOfPerformance, Allowance>> buyers) {
        @Nullable String[] column = new String[buyers.size()];
        for (int i = 0; i < column.length; i++) {
            Instant until = buyers.get(i).getValue().coolDownUntil();
            column[i] = until == null ? null : until.toString();
        }
        return column;
    }
}
