package dev.frontrow.idempotency;

import dev.frontrow.database.Timestamps;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of first answers.
@Repository
class StoredAnswers {

    private final JdbcClient jdbc;

    StoredAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes the key until the end of the transaction; false while another transaction has it. It is never waited for:
    /// a client that repeats itself must not tie up a connection.
    boolean tryLock(UUID buyerId, IdempotencyKey key) {
        return jdbc.sql("""
                        select pg_try_advisory_xact_lock(hashtextextended(:name, 0))
                        """)
                .param("name", "idempotency " + buyerId + " " + key.value())
                .query(Boolean.class)
                .single();
    }

    Optional<StoredAnswer> find(UUID buyerId, IdempotencyKey key) {
        return jdbc.sql("""
                        select fingerprint, status, media_type, body
                        from idempotency.answer
                        where buyer_id = :buyerId and key = :key
                        """)
                .param("buyerId", buyerId)
                .param("key", key.value())
                .query((row, _) -> new StoredAnswer(
                        row.getBytes("fingerprint"),
                        row.getInt("status"),
                        row.getString("media_type"),
                        row.getString("body")))
                .optional();
    }

    void insert(UUID buyerId, IdempotencyKey key, StoredAnswer answer, Instant now) {
        jdbc.sql("""
                        insert into idempotency.answer
                            (buyer_id, key, fingerprint, status, media_type, body, answered_at)
                        values (:buyerId, :key, :fingerprint, :status, :mediaType, :body, :now)
                        """)
                .param("buyerId", buyerId)
                .param("key", key.value())
                .param("fingerprint", answer.fingerprint())
                .param("status", answer.status())
                .param("mediaType", answer.mediaType())
                .param("body", answer.body())
                .param("now", Timestamps.of(now))
                .update();
    }

    int deleteOlderThan(Instant limit, int rowsMax) {
        return jdbc.sql("""
                        delete from idempotency.answer
                        where (buyer_id, key) in (
                            select buyer_id, key
                            from idempotency.answer
                            where answered_at < :limit
                            order by answered_at
                            limit :rowsMax
                            for update skip locked)
                        """)
                .param("limit", Timestamps.of(limit))
                .param("rowsMax", rowsMax)
                .update();
    }
}
