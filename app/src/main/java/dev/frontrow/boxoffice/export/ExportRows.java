package dev.frontrow.boxoffice.export;

import dev.frontrow.database.Timestamps;
import dev.frontrow.payment.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads the lists of a concert line by line. What was sold is found by its holds, which are indexed by concert.
@Repository
class ExportRows {

    /// So many lines come at a time, provided that a transaction runs.
    static final int FETCH_SIZE = 500;

    private static final String ORDERS = """
            select y.payment_id, y.attempted_at, h.performance_id, f.starts_at, y.buyer_id, b.username, b.display_name,
                   b.recovery_address, cardinality(h.seats) as tickets, y.amount_minor, y.currency, y.method,
                   (select count(*)
                    from reservation.ticket t
                    where t.buyer_id = h.buyer_id and t.hold_id = h.hold_id and t.status = 'VALID') as tickets_valid,
                   (select coalesce(sum(r.amount_minor), 0)::bigint
                    from payment.refund r
                    where r.payment_id = y.payment_id and r.status = 'DONE') as refunded_minor
            from reservation.hold h
                join payment.payment y on y.hold_id = h.hold_id and y.status = 'PAID'
                join catalog.performance f on f.performance_id = h.performance_id
                join identity.buyer b on b.buyer_id = y.buyer_id
            where h.concert_id = :concertId and h.ended_at is not null and h.status = 'CONFIRMED'
                and (:performanceId::bigint is null or h.performance_id = :performanceId)
            order by y.attempted_at, y.payment_id
            """;

    private static final String TICKETS = """
            select t.ticket_id, t.performance_id, t.seat, t.area, t.entry_number, t.status, t.issued_at, t.buyer_id,
                   y.payment_id, f.starts_at, s.price_level, y.currency, b.username, b.display_name,
                   h.amounts_minor[array_position(h.seats, t.seat collate "default")] as price_minor,
                   coalesce(r.amount_minor, 0) as refunded_minor
            from reservation.hold h
                join reservation.ticket t on t.buyer_id = h.buyer_id and t.hold_id = h.hold_id
                join payment.payment y on y.hold_id = h.hold_id and y.status = 'PAID'
                join catalog.performance f on f.performance_id = h.performance_id
                join catalog.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                join identity.buyer b on b.buyer_id = t.buyer_id
                left join payment.refunded_ticket r on r.ticket_id = t.ticket_id
            where h.concert_id = :concertId and h.ended_at is not null and h.status = 'CONFIRMED'
                and (:performanceId::bigint is null or h.performance_id = :performanceId)
            order by t.issued_at, t.ticket_id
            """;

    private static final String LEDGER = """
            select t.sequence, t.transfer_id, t.kind, t.amount_minor, t.currency, t.transferred_at,
                   y.payment_id, y.buyer_id
            from reservation.hold h
                join payment.payment y on y.hold_id = h.hold_id and y.status = 'PAID'
                cross join lateral (
                    select y.transfer_id
                    union all
                    select transfer_id from payment.refund where payment_id = y.payment_id) moved
                join wallet.transfer t on t.transfer_id = moved.transfer_id
            where h.concert_id = :concertId and h.ended_at is not null and h.status = 'CONFIRMED'
                and (:performanceId::bigint is null or h.performance_id = :performanceId)
            order by t.sequence
            """;

    private static final String ENTRIES = """
            select t.ticket_id, t.barcode, t.performance_id, t.seat, t.area, t.entry_number, f.starts_at, s.price_level
            from catalog.performance f
                join reservation.ticket t on t.performance_id = f.performance_id and t.status = 'VALID'
                join catalog.seat s on s.performance_id = t.performance_id and s.seat = t.seat
            where f.concert_id = :concertId and (:performanceId::bigint is null or f.performance_id = :performanceId)
            order by f.starts_at, f.performance_id, t.area nulls first, t.entry_number, t.seat
            """;

    private final JdbcClient jdbc;
    private final int fetchSize;

    @Autowired
    ExportRows(JdbcClient jdbc) {
        this(jdbc, FETCH_SIZE);
    }

    ExportRows(JdbcClient jdbc, int fetchSize) {
        this.jdbc = jdbc;
        this.fetchSize = fetchSize;
    }

    Optional<ZoneId> zone(long concertId) {
        return jdbc.sql("select time_zone from catalog.concert where concert_id = :concertId")
                .param("concertId", concertId)
                .query((row, _) -> ZoneId.of(row.getString("time_zone")))
                .optional();
    }

    boolean has(long concertId, long performanceId) {
        return jdbc.sql("""
                        select exists (
                            select from catalog.performance
                            where concert_id = :concertId and performance_id = :performanceId)
                        """)
                .param("concertId", concertId)
                .param("performanceId", performanceId)
                .query(Boolean.class)
                .single();
    }

    /// Hands on the lines in their order, in the caller's transaction.
    ///
    /// @param performanceId of one performance only; null for all of the concert
    void read(
            ExportedList list, long concertId, @Nullable Long performanceId, ZoneId zone, Consumer<List<Cell>> lines) {
        jdbc.sql(sql(list))
                .withFetchSize(fetchSize)
                .param("concertId", concertId)
                .param("performanceId", performanceId)
                .query(row -> {
                    lines.accept(
                            switch (list) {
                                case ORDERS -> order(row, zone);
                                case TICKETS -> ticket(row, zone);
                                case LEDGER -> transfer(row, zone);
                                case ENTRIES -> entry(row, zone);
                            });
                });
    }

    private static String sql(ExportedList list) {
        return switch (list) {
            case ORDERS -> ORDERS;
            case TICKETS -> TICKETS;
            case LEDGER -> LEDGER;
            case ENTRIES -> ENTRIES;
        };
    }

    private static List<Cell> order(ResultSet row, ZoneId zone) throws SQLException {
        UUID paymentId = row.getObject("payment_id", UUID.class);
        Instant paidAt = Timestamps.required(row, "attempted_at");
        return List.of(
                Cell.of(Order.numberOf(paymentId)),
                Cell.of(paymentId.toString()),
                Cell.utc(paidAt),
                Cell.local(paidAt, zone),
                new Cell.Whole(row.getLong("performance_id")),
                Cell.local(Timestamps.required(row, "starts_at"), zone),
                Cell.of(row.getString("buyer_id")),
                Cell.of(row.getString("username")),
                Cell.of(row.getString("display_name")),
                Cell.of(row.getString("recovery_address")),
                new Cell.Whole(row.getLong("tickets")),
                new Cell.Whole(row.getLong("tickets_valid")),
                amount(row, "amount_minor"),
                amount(row, "refunded_minor"),
                Cell.of(row.getString("currency")),
                Cell.of(row.getString("method").equals("WALLET") ? "ONLINE" : "BOX_OFFICE"),
                Cell.of(row.getString("method")));
    }

    private static List<Cell> ticket(ResultSet row, ZoneId zone) throws SQLException {
        UUID paymentId = row.getObject("payment_id", UUID.class);
        Instant issuedAt = Timestamps.required(row, "issued_at");
        return List.of(
                Cell.of(row.getString("ticket_id")),
                Cell.of(Order.numberOf(paymentId)),
                Cell.of(paymentId.toString()),
                new Cell.Whole(row.getLong("performance_id")),
                Cell.local(Timestamps.required(row, "starts_at"), zone),
                seat(row),
                Cell.of(row.getString("area")),
                Cell.of(row.getObject("entry_number", Integer.class)),
                Cell.of(row.getString("price_level")),
                amount(row, "price_minor"),
                amount(row, "refunded_minor"),
                Cell.of(row.getString("currency")),
                Cell.of(row.getString("status")),
                Cell.utc(issuedAt),
                Cell.local(issuedAt, zone),
                Cell.of(row.getString("buyer_id")),
                Cell.of(row.getString("username")),
                Cell.of(row.getString("display_name")));
    }

    private static List<Cell> transfer(ResultSet row, ZoneId zone) throws SQLException {
        UUID paymentId = row.getObject("payment_id", UUID.class);
        Instant at = Timestamps.required(row, "transferred_at");
        return List.of(
                new Cell.Whole(row.getLong("sequence")),
                Cell.of(row.getString("transfer_id")),
                Cell.of(row.getString("kind")),
                Cell.of(Order.numberOf(paymentId)),
                Cell.of(paymentId.toString()),
                amount(row, "amount_minor"),
                Cell.of(row.getString("currency")),
                Cell.utc(at),
                Cell.local(at, zone),
                Cell.of(row.getString("buyer_id")));
    }

    private static List<Cell> entry(ResultSet row, ZoneId zone) throws SQLException {
        Instant startsAt = Timestamps.required(row, "starts_at");
        return List.of(
                Cell.of(row.getString("barcode")),
                seat(row),
                Cell.of(row.getString("area")),
                Cell.of(row.getObject("entry_number", Integer.class)),
                Cell.of(row.getString("price_level")),
                new Cell.Whole(row.getLong("performance_id")),
                Cell.utc(startsAt),
                Cell.local(startsAt, zone),
                Cell.of(row.getString("ticket_id")));
    }

    /// Nobody knows the label of a place of an area.
    private static Cell seat(ResultSet row) throws SQLException {
        return row.getString("area") == null ? Cell.of(row.getString("seat")) : new Cell.Empty();
    }

    private static Cell amount(ResultSet row, String column) throws SQLException {
        return new Cell.Amount(row.getLong(column), Currency.getInstance(row.getString("currency")));
    }
}
