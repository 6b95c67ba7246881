package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.SearchText.Entry;
import dev.frontrow.boxoffice.lookup.SearchText.Seat;
import dev.frontrow.payment.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds rows by what they are known by, each by an index.
@Repository
class SearchRows {

    /// The parts are separate readings of an index each; names come in their order. The bounds are compared rather than
    /// a pattern: the plan of a prepared statement knows no pattern, and would read all.
    static final String BUYERS = """
            with found as (
                (select buyer_id from identity.buyer where buyer_id = :id)
                union
                (select buyer_id
                 from identity.buyer
                 where lower(username collate "C") >= :from and lower(username collate "C") < :until
                 order by lower(username collate "C")
                 limit :max)
                union
                (select buyer_id
                 from identity.buyer
                 where lower(display_name collate "C") >= :from and lower(display_name collate "C") < :until
                     and display_name is not null
                 order by lower(display_name collate "C")
                 limit :max)
                union
                (select buyer_id
                 from identity.buyer
                 where lower(recovery_address collate "C") >= :from and lower(recovery_address collate "C") < :until
                     and recovery_address is not null
                 order by lower(recovery_address collate "C")
                 limit :max)
                union
                (select buyer_id from identity.buyer where subject = :text and subject is not null limit :max)
            )
            select b.buyer_id, b.username, b.display_name, b.recovery_address, b.subject
            from found join identity.buyer b using (buyer_id)
            order by lower(b.username collate "C"), b.buyer_id
            limit :max
            """;

    static final String ORDERS = """
            with found as (
                select payment_id from payment.payment where payment_id = :id
                union
                select payment_id from payment.payment where transfer_id = :id
                union
                (select payment_id from payment.payment where right(payment_id::text, 12) = :number limit :max)
            )
            select p.payment_id, c.title
            from found join payment.payment p using (payment_id) join catalog.concert c using (concert_id)
            limit :max
            """;

    private final JdbcClient jdbc;

    SearchRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Found> buyers(SearchText sought, int max) {
        return jdbc.sql(BUYERS)
                .param("id", sought.id().orElse(null), java.sql.Types.OTHER)
                .param("from", sought.from())
                .param("until", sought.until())
                .param("text", sought.text())
                .param("max", max)
                .query((row, _) -> buyer(row))
                .list();
    }

    private static Found buyer(ResultSet row) throws SQLException {
        String id = row.getString("buyer_id");
        String username = row.getString("username");
        String known = Objects.requireNonNullElse(username, row.getString("subject"));
        String name = Objects.requireNonNullElse(row.getString("display_name"), known);
        String address = row.getString("recovery_address");
        String where = address == null ? known : known + ", " + address;
        return new Found(Found.Kind.BUYER, name, where, id, Links.story(id));
    }

    List<Found> orders(SearchText sought, int max) {
        return jdbc.sql(ORDERS)
                .param("id", sought.id().orElse(null), java.sql.Types.OTHER)
                .param("number", sought.orderNumber().orElse(null), java.sql.Types.VARCHAR)
                .param("max", max)
                .query((row, _) -> {
                    UUID id = row.getObject("payment_id", UUID.class);
                    return new Found(
                            Found.Kind.ORDER,
                            Order.numberOf(id),
                            row.getString("title"),
                            id.toString(),
                            Links.order(id.toString()));
                })
                .list();
    }

    List<Found> hold(UUID holdId) {
        return jdbc.sql("""
                        select h.hold_id, h.seats, h.areas, c.title
                        from reservation.hold h join catalog.concert c using (concert_id)
                        where h.hold_id = :holdId
                        """)
                .param("holdId", holdId)
                .query((row, _) -> hold(row))
                .list();
    }

    /// The hold that has the seat, running, paid or lapsed.
    List<Found> holdOf(Seat seat) {
        return jdbc.sql("""
                        select h.hold_id, h.seats, h.areas, c.title
                        from reservation.seat s
                            join reservation.hold h using (hold_id)
                            join catalog.concert c using (concert_id)
                        where s.performance_id = :performanceId and s.seat = :seat
                        """)
                .param("performanceId", seat.performanceId())
                .param("seat", seat.label())
                .query((row, _) -> hold(row))
                .list();
    }

    private static Found hold(ResultSet row) throws SQLException {
        String id = row.getString("hold_id");
        String seats = String.join(", ", SeatNames.of(row));
        return new Found(Found.Kind.HOLD, seats, row.getString("title"), id, Links.hold(id));
    }

    List<Found> ticket(UUID ticketId) {
        return tickets("t.ticket_id = :id")
                .param("id", ticketId)
                .query(SearchRows::ticket)
                .list();
    }

    List<Found> ticketOfBarcode(String barcode) {
        return tickets("t.barcode = :barcode")
                .param("barcode", barcode)
                .query(SearchRows::ticket)
                .list();
    }

    /// By a code that lets nobody in any more.
    List<Found> movedTicketOfBarcode(String barcode) {
        return tickets("""
                        t.ticket_id in (
                            select m.ticket_id from reservation.ticket_move m where m.barcode_before = :barcode)
                        """)
                .param("barcode", barcode)
                .query((row, _) -> ticket(row, Found.Kind.MOVED_TICKET))
                .list();
    }

    List<Found> ticketOf(Seat seat) {
        return tickets("t.performance_id = :performanceId and t.seat = :seat and t.status = 'VALID'")
                .param("performanceId", seat.performanceId())
                .param("seat", seat.label())
                .query(SearchRows::ticket)
                .list();
    }

    List<Found> ticketOf(Entry entry) {
        return tickets("t.performance_id = :performanceId and t.area = :area and t.entry_number = :number")
                .param("performanceId", entry.performanceId())
                .param("area", entry.area())
                .param("number", entry.number())
                .query(SearchRows::ticket)
                .list();
    }

    private JdbcClient.StatementSpec tickets(String condition) {
        return jdbc.sql("""
                select t.ticket_id, coalesce(t.area, t.seat) as seat, t.entry_number, c.title, t.hold_id, y.payment_id
                from reservation.ticket t
                    left join payment.payment y on y.hold_id = t.hold_id and y.status = 'PAID'
                    join catalog.performance f using (performance_id)
                    join catalog.concert c on c.concert_id = f.concert_id
                where %s
                """.formatted(condition));
    }

    private static Found ticket(ResultSet row, int number) throws SQLException {
        return ticket(row, Found.Kind.TICKET);
    }

    private static Found ticket(ResultSet row, Found.Kind kind) throws SQLException {
        String id = row.getString("ticket_id");
        String order = row.getString("payment_id");
        String entry = row.getString("entry_number");
        String seat = row.getString("seat");
        return new Found(
                kind,
                entry == null ? seat : seat + " " + entry,
                row.getString("title"),
                id,
                order == null ? Links.hold(row.getString("hold_id")) : Links.order(order));
    }

    List<Found> place(PlaceId place) {
        return jdbc.sql("""
                        select c.title
                        from waitingroom.place p join catalog.concert c using (concert_id)
                        where p.concert_id = :concertId and p.lane = :lane and p.number = :number
                        """)
                .param("concertId", place.concertId())
                .param("lane", place.lane())
                .param("number", place.number())
                .query((row, _) -> new Found(
                        Found.Kind.PLACE,
                        place.lane() + " " + place.number(),
                        row.getString("title"),
                        place.toString(),
                        Links.place(place.toString())))
                .list();
    }
}
