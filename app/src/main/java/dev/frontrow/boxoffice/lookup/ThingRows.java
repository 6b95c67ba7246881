package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.Timestamps;
import dev.frontrow.draw.Draws;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.payment.Order;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.reservation.HoldStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads single orders, holds and places in line, each with what belongs to it.
@Repository
class ThingRows {

    private static final String HOLD = """
            select h.hold_id, h.status, h.seats, h.areas, h.total_minor, h.currency, h.held_at, h.expires_at,
                   h.extensions, h.ended_at, b.buyer_id, b.username, b.display_name, b.recovery_address, b.issuer,
                   b.created_at, c.concert_id, c.title, c.time_zone, f.performance_id, f.starts_at
            from reservation.hold h
                join identity.buyer b using (buyer_id)
                join catalog.performance f using (performance_id)
                join catalog.concert c on c.concert_id = h.concert_id
            where h.hold_id = :holdId
            """;

    private static final String PLACE = """
            select p.challenged, p.joined_at, p.admitted_at, p.admitted_until, b.buyer_id, b.username, b.display_name,
                   b.recovery_address, b.issuer, b.created_at, c.concert_id, c.title, c.time_zone,
                   null::bigint as performance_id, null::timestamptz as starts_at,
                   case when p.state = 'ADMITTED' and p.admitted_until <= :now then 'EXPIRED' else p.state end
                       as state_now,
                   exists (
                       select
                       from waitingroom.turn_alert a
                       where a.concert_id = p.concert_id and a.lane = p.lane and a.number = p.number) as alert_asked
            from waitingroom.place p
                join identity.buyer b using (buyer_id)
                join catalog.concert c using (concert_id)
            where p.concert_id = :concertId and p.lane = :lane and p.number = :number
            """;

    /// The tickets of a hold are found among its buyer's.
    private static final String TICKETS = """
            select t.ticket_id, t.seat, t.area, t.entry_number, t.status, t.issued_at, s.price_level,
                   h.amounts_minor[array_position(h.seats, t.seat collate "default")] as amount_minor
            from reservation.hold h
                join reservation.ticket t on t.buyer_id = h.buyer_id and t.hold_id = h.hold_id
                join catalog.seat s on s.performance_id = t.performance_id and s.seat = t.seat
            where h.hold_id = :holdId
            order by t.ticket_id
            """;

    private final JdbcClient jdbc;
    private final Draws draws;

    ThingRows(JdbcClient jdbc, Draws draws) {
        this.jdbc = jdbc;
        this.draws = draws;
    }

    Optional<KnownBuyer> buyer(UUID buyerId) {
        return jdbc.sql("""
                        select buyer_id, username, display_name, recovery_address, issuer, created_at
                        from identity.buyer
                        where buyer_id = :buyerId
                        """)
                .param("buyerId", buyerId)
                .query((row, _) -> KnownBuyer.of(row))
                .optional();
    }

    Optional<LookedUpHold> hold(UUID holdId, Instant now) {
        List<LookedUpPayment> payments = payments(holdId);
        return jdbc.sql(HOLD)
                .param("holdId", holdId)
                .query((row, _) -> hold(row, payments, now))
                .optional();
    }

    private static LookedUpHold hold(ResultSet row, List<LookedUpPayment> payments, Instant now) throws SQLException {
        HoldStatus stored = HoldStatus.valueOf(row.getString("status"));
        Instant expiresAt = Timestamps.required(row, "expires_at");
        boolean over = stored == HoldStatus.HELD && !now.isBefore(expiresAt);
        return new LookedUpHold(
                row.getObject("hold_id", UUID.class),
                KnownBuyer.of(row),
                LookedUpConcert.of(row),
                over ? HoldStatus.EXPIRED : stored,
                SeatNames.of(row),
                row.getLong("total_minor"),
                row.getString("currency"),
                Timestamps.required(row, "held_at"),
                expiresAt,
                row.getInt("extensions") > 0,
                Timestamps.nullable(row, "ended_at"),
                payments);
    }

    /// Attempts to pay a hold are its buyer's, so they are found by the buyer.
    private List<LookedUpPayment> payments(UUID holdId) {
        return jdbc.sql("""
                        select p.payment_id, p.status, p.refusal, p.amount_minor, p.method, p.attempted_at
                        from reservation.hold h
                            join payment.payment p on p.buyer_id = h.buyer_id and p.hold_id = h.hold_id
                        where h.hold_id = :holdId
                        order by p.payment_id desc
                        limit 100
                        """)
                .param("holdId", holdId)
                .query((row, _) -> payment(row))
                .list();
    }

    private static LookedUpPayment payment(ResultSet row) throws SQLException {
        return new LookedUpPayment(
                row.getObject("payment_id", UUID.class),
                row.getString("status"),
                row.getString("refusal"),
                row.getLong("amount_minor"),
                PaymentMethod.valueOf(row.getString("method")),
                Timestamps.required(row, "attempted_at"));
    }

    Optional<LookedUpOrder> order(UUID paymentId, Instant now) {
        return jdbc.sql("""
                        select payment_id, hold_id, status, refusal, amount_minor, currency, method, attempted_at
                        from payment.payment
                        where payment_id = :paymentId
                        """)
                .param("paymentId", paymentId)
                .query((row, _) -> order(row, now))
                .optional();
    }

    private LookedUpOrder order(ResultSet row, Instant now) throws SQLException {
        UUID holdId = row.getObject("hold_id", UUID.class);
        LookedUpHold hold = hold(holdId, now).orElseThrow();
        LookedUpPayment payment = payment(row);
        boolean paid = payment.refusal() == null;
        return new LookedUpOrder(
                Order.numberOf(payment.paymentId()),
                payment,
                row.getString("currency"),
                holdId,
                hold.buyer(),
                hold.concert(),
                paid ? tickets(holdId) : List.of(),
                transfers(payment.paymentId()));
    }

    private List<LookedUpTicket> tickets(UUID holdId) {
        return jdbc.sql(TICKETS)
                .param("holdId", holdId)
                .query((row, _) -> {
                    String area = row.getString("area");
                    return new LookedUpTicket(
                            row.getObject("ticket_id", UUID.class),
                            area == null ? row.getString("seat") : null,
                            area,
                            row.getObject("entry_number", Integer.class),
                            row.getString("price_level"),
                            row.getLong("amount_minor"),
                            row.getString("status"),
                            Timestamps.required(row, "issued_at"));
                })
                .list();
    }

    private List<LookedUpTransfer> transfers(UUID paymentId) {
        return jdbc.sql("""
                        select t.transfer_id, t.kind, t.amount_minor, t.currency, t.transferred_at
                        from (select transfer_id from payment.payment where payment_id = :paymentId
                              union all
                              select transfer_id from payment.refund where payment_id = :paymentId) moved
                            join wallet.transfer t using (transfer_id)
                        order by t.sequence
                        """)
                .param("paymentId", paymentId)
                .query((row, _) -> new LookedUpTransfer(
                        row.getObject("transfer_id", UUID.class),
                        row.getString("kind"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        Timestamps.required(row, "transferred_at")))
                .list();
    }

    Optional<LookedUpPlace> place(PlaceId id, Instant now) {
        return jdbc.sql(PLACE)
                .param("concertId", id.concertId())
                .param("lane", id.lane())
                .param("number", id.number())
                .param("now", Timestamps.of(now))
                .query((row, _) -> place(row, id))
                .optional();
    }

    private LookedUpPlace place(ResultSet row, PlaceId id) throws SQLException {
        var number = new PlaceNumber(Lane.valueOf(id.lane()), id.number());
        return new LookedUpPlace(
                id.toString(),
                KnownBuyer.of(row),
                LookedUpConcert.of(row),
                id.lane(),
                id.number(),
                draws.load(id.concertId()).positionOf(number),
                row.getString("state_now"),
                row.getBoolean("challenged"),
                Timestamps.required(row, "joined_at"),
                Timestamps.nullable(row, "admitted_at"),
                Timestamps.nullable(row, "admitted_until"),
                row.getBoolean("alert_asked"));
    }
}
