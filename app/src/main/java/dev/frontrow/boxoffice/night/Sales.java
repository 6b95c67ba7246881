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

/// What was paid, minute by minute. No index lists the payments of a concert. But the ids of payments rise with
/// the time, so what was paid lately is found by the primary key. Of the readings of all payments there is one at a
/// time,
/// so however many concerts are watched, they keep one connection busy. Thread-safe.
@Repository
class Sales {

    /// Payments of a minute.
    record SalesMinute(Instant minute, long payments, long revenueMinor) {}

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
                               sum(amount_minor) as revenue_minor
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

    /// The concert's latest minutes from this one on in which something was paid, oldest first. Reads all payments.
    List<SalesMinute> since(long concertId, Instant from, int limit) {
        return alone(() -> jdbc.sql("""
                        select date_trunc('minute', attempted_at) as minute, count(*) as payments,
                               sum(amount_minor) as revenue_minor
                        from payment.payment
                        where concert_id = :concertId and status = 'PAID' and attempted_at >= :from
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
                Timestamps.required(row, "minute"), row.getLong("payments"), row.getLong("revenue_minor"));
    }
}
