package dev.frontrow.payment;

import dev.frontrow.identity.owndata.PersonalData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Payments and refunds as their owner gets them. An account is not deleted while a refund waits: the money could reach
/// nobody.
@Repository
@Order(13)
class OrdersOfPerson implements PersonalData {

    private final JdbcClient jdbc;

    OrdersOfPerson(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("payments", """
                select payment_id, hold_id, concert_id, amount_minor, currency, status, refusal, method, transfer_id,
                       attempted_at
                from payment.payment
                where buyer_id = :buyerId
                order by payment_id
                """);
        exports.put("refunds", """
                select r.refund_id, r.payment_id, r.status, r.amount_minor, r.fee_minor, r.currency, r.tickets,
                       r.amounts_minor, r.fees_minor, r.reason, r.requested_at, r.done_at, r.end_reason, r.ended_at,
                       r.transfer_id
                from payment.payment p join payment.refund r using (payment_id)
                where p.buyer_id = :buyerId
                order by r.refund_id
                """);
        return exports;
    }

    @Override
    public Optional<Obstacle> obstacle(UUID buyerId, Instant now) {
        boolean waits =
                jdbc.sql("""
                        select exists (
                            select
                            from payment.payment p join payment.refund r using (payment_id)
                            where p.buyer_id = :buyerId and r.status = 'REQUESTED')
                        """).param("buyerId", buyerId).query(Boolean.class).single();
        return waits ? Optional.of(Obstacle.REFUND_WAITS) : Optional.empty();
    }
}
