package dev.frontrow.payment;

import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of payments, refused attempts included. Rows are never changed.
@Repository
class Payments {

    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Payment payment) {
        jdbc.sql("""
                        insert into payment.payment
                            (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, refusal,
                             transfer_id, balance_minor, attempted_at)
                        values (:paymentId, :holdId, :buyerId, :concertId, :amount, :currency, :status, :refusal,
                                :transferId, :balance, :attemptedAt)
                        """)
                .param("paymentId", payment.paymentId())
                .param("holdId", payment.holdId())
                .param("buyerId", payment.buyerId())
                .param("concertId", payment.concertId())
                .param("amount", payment.amount().amountMinor())
                .param("currency", payment.amount().currency().getCurrencyCode())
                .param("status", payment.status().name())
                .param("refusal", payment.refusal())
                .param("transferId", payment.transferId())
                .param("balance", payment.balanceMinor())
                .param("attemptedAt", Timestamps.of(payment.attemptedAt()))
                .update();
    }

    Optional<Payment> find(UUID paymentId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from payment.payment
                        where payment_id = :paymentId and buyer_id = :buyerId
                        """)
                .param("paymentId", paymentId)
                .param("buyerId", buyerId)
                .query((row, _) -> payment(row))
                .optional();
    }

    /// A buyer's attempts, newest first; ids grow with time, so they are their own cursor.
    List<Payment> page(UUID buyerId, UUID before, int limit) {
        return jdbc.sql("""
                        select *
                        from payment.payment
                        where buyer_id = :buyerId and payment_id < :before
                        order by payment_id desc
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> payment(row))
                .list();
    }

    private static Payment payment(ResultSet row) throws SQLException {
        return new Payment(
                row.getObject("payment_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                row.getLong("concert_id"),
                new Money(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))),
                PaymentStatus.valueOf(row.getString("status")),
                row.getString("refusal"),
                row.getObject("transfer_id", UUID.class),
                row.getObject("balance_minor", Long.class),
                Timestamps.required(row, "attempted_at"));
    }
}
