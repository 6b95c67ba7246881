package dev.frontrow.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of tickets.
@Repository
class Tickets {

    private static final int BARCODE_BITS = 160;
    private static final int BARCODE_RADIX = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Tickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Issues a ticket for each seat of the holds; answers each hold's tickets.
    Map<UUID, List<Ticket>> issue(List<Hold> paid, Instant now) {
        Map<UUID, List<Ticket>> issued = new HashMap<>();
        for (Hold hold : paid) {
            issued.put(
                    hold.holdId(),
                    hold.labels().stream().map(seat -> ticket(hold, seat, now)).toList());
        }
        insert(issued.values().stream().flatMap(List::stream).toList(), buyers(paid), now);
        return issued;
    }

    private Ticket ticket(Hold hold, String seat, Instant now) {
        return new Ticket(
                UuidCreator.getTimeOrderedEpoch(), hold.holdId(), hold.performanceId(), seat, barcode(), "VALID", now);
    }

    private static Map<UUID, UUID> buyers(List<Hold> paid) {
        return paid.stream().collect(Collectors.toMap(Hold::holdId, Hold::buyerId));
    }

    private void insert(List<Ticket> tickets, Map<UUID, UUID> buyerOfHold, Instant now) {
        jdbc.sql("""
                        insert into reservation.ticket
                            (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, status, issued_at)
                        select t.ticket_id, t.barcode, t.buyer_id, t.hold_id, t.performance_id, t.seat, 'VALID', :now
                        from unnest(:ids::uuid[], :barcodes::text[], :buyerIds::uuid[], :holdIds::uuid[],
                                    :performanceIds::bigint[], :seats::text[])
                            as t (ticket_id, barcode, buyer_id, hold_id, performance_id, seat)
                        """)
                .param("ids", tickets.stream().map(Ticket::ticketId).toArray(UUID[]::new))
                .param("barcodes", tickets.stream().map(Ticket::barcode).toArray(String[]::new))
                .param(
                        "buyerIds",
                        tickets.stream()
                                .map(ticket -> buyerOfHold.get(ticket.holdId()))
                                .toArray(UUID[]::new))
                .param("holdIds", tickets.stream().map(Ticket::holdId).toArray(UUID[]::new))
                .param(
                        "performanceIds",
                        tickets.stream().map(Ticket::performanceId).toArray(Long[]::new))
                .param("seats", tickets.stream().map(Ticket::seat).toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .update();
    }

    Optional<Ticket> find(UUID ticketId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where ticket_id = :ticketId and buyer_id = :buyerId
                        """)
                .param("ticketId", ticketId)
                .param("buyerId", buyerId)
                .query((row, _) -> ticket(row))
                .optional();
    }

    List<Ticket> ofHold(UUID holdId) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where hold_id = :holdId
                        order by ticket_id
                        """)
                .param("holdId", holdId)
                .query((row, _) -> ticket(row))
                .list();
    }

    /// A buyer's tickets, newest first; ids grow with time, so they are their own cursor.
    List<Ticket> page(UUID buyerId, UUID before, int limit) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where buyer_id = :buyerId and ticket_id < :before
                        order by ticket_id desc
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> ticket(row))
                .list();
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getObject("ticket_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getLong("performance_id"),
                row.getString("seat"),
                row.getString("barcode"),
                row.getString("status"),
                Timestamps.required(row, "issued_at"));
    }

    private String barcode() {
        return "FR"
                + new BigInteger(BARCODE_BITS, random).toString(BARCODE_RADIX).toUpperCase(Locale.ROOT);
    }
}
