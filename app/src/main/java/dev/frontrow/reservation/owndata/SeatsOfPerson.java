package dev.frontrow.reservation.owndata;

import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.owndata.PersonalData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Holds and tickets as their owner gets them. An account is not deleted while it holds seats: they may be being paid
/// for.
@Repository
@Order(7)
class SeatsOfPerson implements PersonalData {

    private final JdbcClient jdbc;

    SeatsOfPerson(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("holds", """
                select hold_id, concert_id, performance_id, status, seats, areas, amounts_minor, total_minor, currency,
                       held_at, expires_at, extensions, ended_at, refunded
                from reservation.hold
                where buyer_id = :buyerId
                order by held_at, hold_id
                """);
        exports.put("tickets", """
                select ticket_id, barcode, hold_id, performance_id, seat, area, entry_number, status, issued_at
                from reservation.ticket
                where buyer_id = :buyerId
                order by ticket_id
                """);
        exports.putAll(exportsBeside());
        return exports;
    }

    private static Map<String, String> exportsBeside() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("movedTickets", """
                select m.ticket_id, m.performance_id, m.from_seat, m.to_seat, m.barcode_before, m.moved_at
                from reservation.ticket t join reservation.ticket_move m using (ticket_id)
                where t.buyer_id = :buyerId
                order by m.move_id
                """);
        exports.put("allowances", """
                select performance_id, seats, seats_max, held_at, cool_down_until
                from reservation.allowance
                where buyer_id = :buyerId
                order by performance_id
                """);
        return exports;
    }

    /// Waits for a payment that is on its way.
    @Override
    public Optional<Obstacle> obstacle(UUID buyerId, Instant now) {
        return jdbc.sql("""
                        select hold_id
                        from reservation.hold
                        where buyer_id = :buyerId and status = 'HELD' and expires_at > :now
                        order by hold_id
                        for update
                        """)
                        .param("buyerId", buyerId)
                        .param("now", Timestamps.of(now))
                        .query(UUID.class)
                        .list()
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(Obstacle.HOLD_RUNS);
    }
}
