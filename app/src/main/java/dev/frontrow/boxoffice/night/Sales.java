package dev.frontrow.boxoffice.night;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was paid and what went back, minute by minute. No index lists the payments of a concert. But the ids of
/// payments rise with the time, so what was paid lately is found by the primary key; what went back lately has
/// an index. Of the readings of all payments or refunds there is one at a time, so however many concerts are
/// watched, they keep one connection busy. Thread-safe.
@Repository
class Sales {

    /// Payments and refunds of a minute.
    record SalesMinute(Instant minute, long payments, long revenueMinor, long refundedMinor) {}

    static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Lock readingAll = new ReentrantLock(true);

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The concert's minutes in which something was paid, oldest first: of all payments with ids before this one.
    List<SalesMinute> before(long concertId, UUID id) {
        return alone(() -> between(concertId, FIRST, id));
    }

    private <T> T alone(Supplier<T> reading) {
        readingAll.lock();
        try {
            return reading.get();
        } finally {
            readingAll.unlock();
        }
    }

    /// The concert's minutes in which something was paid, oldest first: of the payments from the first id on,
    /// before the other.
    List<SalesMinute> between(long concertId, UUID from, UUID before) {
        return jdbc.sql("""
                        select date_trunc('minute', attempted_at) as minute, count(*) as payments,
                               sum(amount_minor) as revenue_minor, 0 as refunded_minor
                        from payment.payment
                        where payment_id >= :from and payment_id < :before and concert_id = :concertId
                            and status = 'PAID'
                        group by 1
                        order by 1
                        """)
                .param("from", from)
                .param("before", before)
                .param("concertId", concertId)
                .query((row, _) -> minute(row))
                .list();
    }

    /// The id of the last payment of all concerts; empty if there is none.
    Optional<UUID> newest() {
        return jdbc.sql("select payment_id from payment.payment order by payment_id desc limit 1")
                .query(UUID.class)
                .optional();
    }

    /// The concert's minutes in which something went back before this time, oldest first.
    List<SalesMinute> refundsBefore(long concertId, Instant time) {
        return alone(() -> refundsBetween(concertId, Instant.EPOCH, time));
    }

    /// The concert's minutes in which something went back, oldest first: from the first time on, before the
    /// other.
    List<SalesMinute> refundsBetween(long concertId, Instant from, Instant before) {
        return jdbc.sql("""
                        select date_trunc('minute', r.done_at) as minute, 0 as payments, 0 as revenue_minor,
                               sum(r.amount_minor) as refunded_minor
                        from payment.refund r join payment.payment p using (payment_id)
                        where r.status = 'DONE' and r.done_at >= :from and r.done_at < :before
                            and p.concert_id = :concertId
                        group by 1
                        order by 1
                        """)
                .param("from", Timestamps.of(from))
                .param("before", Timestamps.of(before))
                .param("concertId", concertId)
                .query((row, _) -> minute(row))
                .list();
    }

    /// The concert's latest minutes from this one on in which something was paid or went back, oldest first.
    /// Reads all payments.
    List<SalesMinute> since(long concertId, Instant from, int limit) {
        return alone(() -> jdbc.sql("""
                        select date_trunc('minute', at) as minute, sum(payment) as payments,
                               sum(revenue) as revenue_minor, sum(refunded) as refunded_minor
                        from (
                            select attempted_at as at, 1 as payment, amount_minor as revenue, 0 as refunded
                            from payment.payment
                            where concert_id = :concertId and status = 'PAID' and attempted_at >= :from
                            union all
                            select r.done_at, 0, 0, r.amount_minor
                            from payment.refund r join payment.payment p using (payment_id)
                            where r.status = 'DONE' and r.done_at >= :from and p.concert_id = :concertId) moved
                        group by 1
                        order by 1 desc
                        limit :limit
                        """)
                .param("concertId", concertId)
                .param("from", Timestamps.of(from))
                .param("limit", limit)
                .query((row, _) -> minute(row))
                .list()
                .reversed());
    }

    private static SalesMinute minute(ResultSet row) throws SQLException {
        return new SalesMinute(
                Timestamps.required(row, "minute"),
                row.getLong("payments"),
                row.getLong("revenue_minor"),
                row.getLong("refunded_minor"));
    }
}
