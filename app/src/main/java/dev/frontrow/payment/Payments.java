package dev.frontrow.payment;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of payments, including refused attempts. Rows are immutable.
@Repository
class Payments {

    private static final String INSERT = """
            insert into payment.payment
                (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, refusal,
                 transfer_id, balance_minor, attempted_at)
            select p.payment_id, p.hold_id, p.buyer_id, p.concert_id, p.amount, p.currency, p.status,
                   p.refusal, p.transfer_id, p.balance, p.attempted_at::timestamptz
            from unnest(:paymentIds::uuid[], :holdIds::uuid[], :buyerIds::uuid[], :concertIds::bigint[],
                        :amounts::bigint[], :currencies::text[], :statuses::text[], :refusals::text[],
                        :transferIds::uuid[], :balances::bigint[], :attemptedAt::text[])
                as p (payment_id, hold_id, buyer_id, concert_id, amount, currency, status, refusal,
                      transfer_id, balance, attempted_at)
            """;

    private static final String COLUMNS = """
            p.payment_id, p.hold_id, p.buyer_id, p.concert_id, p.amount_minor, p.currency, p.status, p.refusal,
            p.transfer_id, p.balance_minor, p.attempted_at,
            (select coalesce(sum(r.amount_minor), 0)
             from payment.refund r
             where r.payment_id = p.payment_id and r.status = 'DONE') as refunded_minor""";

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    Payments(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// A new round trip, for the statements of all modules that take part in a payment.
    RoundTrip trip() {
        return new RoundTrip(statements);
    }

    void insert(List<Payment> attempts, RoundTrip trip) {
        trip.sql(INSERT)
                .param("paymentIds", uuids(attempts, Payment::paymentId))
                .param("holdIds", uuids(attempts, Payment::holdId))
                .param("buyerIds", uuids(attempts, Payment::buyerId))
                .param("concertIds", longs(attempts, Payment::concertId))
                .param("amounts", longs(attempts, payment -> payment.amount().amountMinor()))
                .param(
                        "currencies",
                        texts(attempts, payment -> payment.amount().currency().getCurrencyCode()))
                .param("statuses", texts(attempts, payment -> payment.status().name()))
                .param("refusals", texts(attempts, Payment::refusal))
                .param("transferIds", uuids(attempts, Payment::transferId))
                .param("balances", longs(attempts, Payment::balanceMinor))
                .param(
                        "attemptedAt",
                        texts(attempts, payment -> payment.attemptedAt().toString()))
                .update();
    }

    Optional<Payment> find(UUID paymentId, UUID buyerId) {
        return jdbc.sql("""
                        select %s
                        from payment.payment p
                        where payment_id = :paymentId and buyer_id = :buyerId
                        """.formatted(COLUMNS))
                .param("paymentId", paymentId)
                .param("buyerId", buyerId)
                .query((row, _) -> payment(row))
                .optional();
    }

    /// A buyer's attempts, newest first. Ids grow with time, so the last id serves as the cursor.
    List<Payment> page(UUID buyerId, UUID before, int limit) {
        return jdbc.sql("""
                        select %s
                        from payment.payment p
                        where buyer_id = :buyerId and payment_id < :before
                        order by payment_id desc
                        limit :limit
                        """.formatted(COLUMNS))
                .param("buyerId", buyerId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> payment(row))
                .list();
    }

    /// The payment that bought the hold.
    Optional<Payment> paidFor(UUID holdId, UUID buyerId) {
        return jdbc.sql("""
                        select %s
                        from payment.payment p
                        where hold_id = :holdId and buyer_id = :buyerId and status = 'PAID'
                        """.formatted(COLUMNS))
                .param("holdId", holdId)
                .param("buyerId", buyerId)
                .query((row, _) -> payment(row))
                .optional();
    }

    /// A buyer's successful payments, newest first.
    List<Payment> paid(UUID buyerId, int limit) {
        return jdbc.sql("""
                        select %s
                        from payment.payment p
                        where buyer_id = :buyerId and status = 'PAID'
                        order by payment_id desc
                        limit :limit
                        """.formatted(COLUMNS))
                .param("buyerId", buyerId)
                .param("limit", limit)
                .query((row, _) -> payment(row))
                .list();
    }

    /// What went back for a payment, the oldest first.
    List<MoneyBack> moneyBack(UUID paymentId) {
        return jdbc.sql("""
                        select amount_minor, fee_minor, currency, done_at
                        from payment.refund
                        where payment_id = :paymentId and status = 'DONE'
                        order by done_at, refund_id
                        """)
                .param("paymentId", paymentId)
                .query((row, _) -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return new MoneyBack(
                            new Money(row.getLong("amount_minor"), currency),
                            new Money(row.getLong("fee_minor"), currency),
                            Timestamps.required(row, "done_at"));
                })
                .list();
    }

    /// What went back for a ticket.
    Optional<Money> moneyBackFor(UUID ticketId) {
        return jdbc.sql("""
                        select t.amount_minor, r.currency
                        from payment.refunded_ticket t
                            join payment.refund r on r.refund_id = t.refund_id
                        where t.ticket_id = :ticketId
                        """)
                .param("ticketId", ticketId)
                .query((row, _) ->
                        new Money(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))))
                .optional();
    }

    private static Payment payment(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Payment(
                row.getObject("payment_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                row.getLong("concert_id"),
                new Money(row.getLong("amount_minor"), currency),
                PaymentStatus.valueOf(row.getString("status")),
                row.getString("refusal"),
                row.getObject("transfer_id", UUID.class),
                row.getObject("balance_minor", Long.class),
                Timestamps.required(row, "attempted_at"),
                new Money(row.getLong("refunded_minor"), currency));
    }
}
