package dev.frontrow.reservation.sold;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.reservation.sold.ValidTickets.AtPrice;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import dev.frontrow.seating.SeatStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The statements that take tickets and their seats back.
@Repository
class SoldRows {

    /// A ticket to take back.
    ///
    /// @param freeAt when its seat is free again; null: when an operator releases it
    record Returned(Ticket ticket, @Nullable Instant freeAt, TakenBack taken) {

        /// A seat that comes back later stays HELD by its old hold: past that time every statement takes it for free.
        SeatStatus after(Instant now) {
            if (freeAt == null) {
                return SeatStatus.NOT_FOR_SALE;
            }
            return now.isBefore(freeAt) ? SeatStatus.HELD : SeatStatus.FREE;
        }

        @Nullable
        String heldUntil(Instant now) {
            return freeAt != null && now.isBefore(freeAt) ? freeAt.toString() : null;
        }
    }

    private static final String LOCK_HOLDS = """
            select hold_id
            from reservation.hold
            where hold_id = any(:holdIds)
            order by hold_id
            for update
            """;

    /// A statement of its own, so it sees what was committed while the holds were waited for.
    private static final String LOCK_SEATS = """
            with sold as (
                select s.performance_id, s.seat
                from reservation.hold h
                    join reservation.ticket t
                        on t.buyer_id = h.buyer_id and t.hold_id = h.hold_id and t.status = 'VALID'
                    join reservation.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                where h.hold_id = any(:holdIds) and s.status = 'SOLD' and s.hold_id = h.hold_id
                order by s.performance_id, s.seat
                for update of s
            ), locked as (
                select count(*) from sold
            )
            select t.ticket_id, t.hold_id, t.performance_id, t.seat, t.area, t.entry_number, t.barcode, t.status,
                   t.issued_at, t.buyer_id, h.amounts_minor[array_position(h.seats, t.seat)] as amount_minor
            from locked
                cross join reservation.hold h
                join reservation.ticket t on t.buyer_id = h.buyer_id and t.hold_id = h.hold_id
            where h.hold_id = any(:holdIds) and h.status = 'CONFIRMED'
            order by t.ticket_id
            """;

    private static final String TAKE_BACK = """
            with back as materialized (
                select ticket_id, hold_id, performance_id, seat, status, held_until, reason, taken_by
                from unnest(:ticketIds::uuid[], :holdIds::uuid[], :performanceIds::bigint[], :seats::text[],
                            :statuses::text[], :heldUntil::text[], :reasons::text[], :by::uuid[])
                    as b (ticket_id, hold_id, performance_id, seat, status, held_until, reason, taken_by)
            ), refunded as (
                update reservation.ticket t
                set status = 'REFUNDED'
                from back
                where t.ticket_id = back.ticket_id and t.status = 'VALID'
                returning t.ticket_id
            ), counted as (
                update reservation.hold h
                set refunded = h.refunded + b.tickets
                from (select hold_id, count(*)::int as tickets from back group by hold_id) b
                where h.hold_id = b.hold_id and h.status = 'CONFIRMED'
            ), withheld as (
                insert into reservation.withheld (performance_id, seat, reason, withheld_by, withheld_at)
                select performance_id, seat, reason, taken_by, :now
                from back
                where status = 'NOT_FOR_SALE'
            )
            update reservation.seat s
            set status = b.status, hold_id = case when b.status = 'HELD' then s.hold_id end, first_of_hold = false,
                held_until = b.held_until::timestamptz, version = nextval('reservation.seat_version')
            from back b
            where s.performance_id = b.performance_id and s.seat = b.seat
                and s.status = 'SOLD' and s.hold_id = b.hold_id
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until,
                (select count(*) from refunded) as refunded
            """;

    private final JdbcClient jdbc;

    SoldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> holdsBehind(UUID holdId, long performanceId, int limit) {
        return jdbc.sql("""
                        select distinct hold_id
                        from reservation.ticket
                        where performance_id = :performanceId and status = 'VALID' and hold_id > :holdId
                        order by hold_id
                        limit :limit
                        """)
                .param("performanceId", performanceId)
                .param("holdId", holdId)
                .param("limit", limit)
                .query((row, _) -> row.getObject("hold_id", UUID.class))
                .list();
    }

    /// Also by a hold whose time is over and that nothing has ended yet: a payment may have locked it in time.
    boolean isHeld(long performanceId) {
        return jdbc.sql("""
                        select exists (
                            select 1
                            from reservation.seat s
                                join reservation.hold h on h.hold_id = s.hold_id and h.status = 'HELD'
                            where s.performance_id = :performanceId and s.status = 'HELD')
                        """)
                .param("performanceId", performanceId)
                .query(Boolean.class)
                .single();
    }

    /// As of one moment, so that a hold that is paid meanwhile counts once. Those whose time is over count too, as for
    /// [#isHeld].
    long priceOfTicketsAndHolds(long performanceId) {
        return jdbc.sql("""
                        select coalesce(sum(price), 0)
                        from (
                            select h.amounts_minor[array_position(h.seats, t.seat)] as price
                            from reservation.ticket t
                                join reservation.hold h on h.hold_id = t.hold_id
                            where t.performance_id = :performanceId and t.status = 'VALID'
                            union all
                            select total_minor
                            from reservation.hold
                            where performance_id = :performanceId and status = 'HELD') as sold_or_held
                        """)
                .param("performanceId", performanceId)
                .query(Long.class)
                .single();
    }

    ValidTickets validTickets(long performanceId) {
        AtomicLong orders = new AtomicLong();
        List<AtPrice> prices = jdbc.sql("""
                        with valid as (
                            select t.hold_id, h.amounts_minor[array_position(h.seats, t.seat)] as price
                            from reservation.ticket t
                                join reservation.hold h on h.hold_id = t.hold_id
                            where t.performance_id = :performanceId and t.status = 'VALID'
                        )
                        select price, count(*) as tickets, (select count(distinct hold_id) from valid) as orders
                        from valid
                        group by price
                        """)
                .param("performanceId", performanceId)
                .query((row, _) -> {
                    orders.set(row.getLong("orders"));
                    return new AtPrice(row.getLong("price"), row.getLong("tickets"));
                })
                .list();
        return new ValidTickets(orders.get(), prices);
    }

    Supplier<List<SoldTicket>> lock(Set<UUID> holdIds, RoundTrip trip) {
        UUID[] ids = holdIds.toArray(UUID[]::new);
        trip.sql(LOCK_HOLDS).param("holdIds", ids).update();
        return trip.sql(LOCK_SEATS).param("holdIds", ids).rows((row, _) -> sold(row));
    }

    private static SoldTicket sold(ResultSet row) throws SQLException {
        return new SoldTicket(Ticket.of(row), row.getObject("buyer_id", UUID.class), row.getLong("amount_minor"));
    }

    /// @param changed receives the seat changes
    void takeBack(List<Returned> seats, Instant now, RoundTrip trip, Consumer<List<SeatChange>> changed) {
        AtomicInteger refunded = new AtomicInteger();
        trip.sql(TAKE_BACK)
                .param("ticketIds", uuids(seats, seat -> seat.ticket().ticketId()))
                .param("holdIds", uuids(seats, seat -> seat.ticket().holdId()))
                .param("performanceIds", longs(seats, seat -> seat.ticket().performanceId()))
                .param("seats", texts(seats, seat -> seat.ticket().seat()))
                .param("statuses", texts(seats, seat -> seat.after(now).name()))
                .param("heldUntil", texts(seats, seat -> seat.heldUntil(now)))
                .param("reasons", texts(seats, seat -> seat.taken().reason()))
                .param("by", uuids(seats, seat -> seat.taken().by()))
                .param("now", Timestamps.of(now))
                .rows(
                        (row, _) -> {
                            refunded.set(row.getInt("refunded"));
                            return SeatRows.change(row);
                        },
                        changes -> {
                            if (refunded.get() != seats.size() || changes.size() != seats.size()) {
                                throw new IllegalStateException(
                                        "expected " + seats.size() + " tickets under lock, found " + refunded.get()
                                                + " and seats: " + changes.size());
                            }
                            changed.accept(changes);
                        });
    }
}
