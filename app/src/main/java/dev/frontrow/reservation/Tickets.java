package dev.frontrow.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import dev.frontrow.text.ReadableCode;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of tickets.
@Repository
class Tickets {

    /// 144 random bits: infeasible to guess.
    private static final int BARCODE_LENGTH = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Tickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Makes a new ticket for each seat of the hold, without storing it.
    List<Ticket> make(Hold hold, Instant now) {
        return hold.labels().stream().map(seat -> ticket(hold, seat, now)).toList();
    }

    private Ticket ticket(Hold hold, String seat, Instant now) {
        return new Ticket(
                UuidCreator.getTimeOrderedEpoch(), hold.holdId(), hold.performanceId(), seat, barcode(), "VALID", now);
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

    List<Ticket> ofHold(HoldOfBuyer key) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where buyer_id = :buyerId and hold_id = :holdId
                        order by ticket_id
                        """)
                .param("buyerId", key.buyerId())
                .param("holdId", key.holdId())
                .query((row, _) -> ticket(row))
                .list();
    }

    /// A buyer's tickets, newest first. Ids grow with time, so the last id serves as the cursor.
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
        return "FR" + ReadableCode.random(BARCODE_LENGTH, random);
    }
}
