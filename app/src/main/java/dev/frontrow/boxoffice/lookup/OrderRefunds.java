package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.Timestamps;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The refunds of one order.
@Repository
class OrderRefunds {

    private static final int SHOWN_MAX = 100;

    private final JdbcClient jdbc;

    OrderRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first.
    List<OrderRefund> of(UUID paymentId, UUID reader) {
        return jdbc.sql("""
                        select refund_id, status, cardinality(tickets) as tickets, amount_minor, fee_minor, currency, reason,
                               requested_at, requested_by = :reader as own, end_reason
                        from payment.refund
                        where payment_id = :paymentId
                        order by refund_id desc
                        limit :limit
                        """)
                .param("paymentId", paymentId)
                .param("reader", reader)
                .param("limit", SHOWN_MAX)
                .query((row, _) -> new OrderRefund(
                        row.getObject("refund_id", UUID.class),
                        row.getString("status"),
                        row.getInt("tickets"),
                        row.getLong("amount_minor"),
                        row.getLong("fee_minor"),
                        row.getString("currency"),
                        row.getString("reason"),
                        Timestamps.required(row, "requested_at"),
                        row.getBoolean("own"),
                        row.getString("end_reason")))
                .list();
    }
}
