package dev.frontrow.idempotency;

import dev.frontrow.database.Timestamps;
import dev.frontrow.idempotency.KeyedCommand.KeyOfBuyer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of first answers.
@Repository
class StoredAnswers {

    private final JdbcClient jdbc;

    StoredAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes keys until the end of the transaction; answers those that no other transaction has. None is waited for: a
    /// client that repeats itself must not tie up a connection.
    Set<KeyOfBuyer> tryLock(Set<KeyOfBuyer> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        List<KeyOfBuyer> asked = List.copyOf(keys);
        Set<KeyOfBuyer> locked = new HashSet<>();
        jdbc.sql("""
                        select k.n, pg_try_advisory_xact_lock(hashtextextended(k.name, 0)) as locked
                        from unnest(:names::text[]) with ordinality as k (name, n)
                        """)
                .param(
                        "names",
                        column(
                                asked,
                                key -> "idempotency " + key.buyerId() + " "
                                        + key.key().value()))
                .query(row -> {
                    if (row.getBoolean("locked")) {
                        locked.add(asked.get(row.getInt("n") - 1));
                    }
                });
        return locked;
    }

    Map<KeyOfBuyer, StoredAnswer> find(Set<KeyOfBuyer> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<KeyOfBuyer> asked = List.copyOf(keys);
        Map<KeyOfBuyer, StoredAnswer> found = new HashMap<>();
        jdbc.sql("""
                        select k.n, a.fingerprint, a.status, a.media_type, a.body
                        from unnest(:buyerIds::uuid[], :keys::text[]) with ordinality as k (buyer_id, key, n)
                            join idempotency.answer a on a.buyer_id = k.buyer_id and a.key = k.key
                        """)
                .param("buyerIds", buyerIds(asked))
                .param("keys", column(asked, key -> key.key().value()))
                .query(row -> {
                    found.put(asked.get(row.getInt("n") - 1), answer(row));
                });
        return found;
    }

    void insert(Map<KeyOfBuyer, StoredAnswer> answers, Instant now) {
        if (answers.isEmpty()) {
            return;
        }
        List<KeyOfBuyer> keys = List.copyOf(answers.keySet());
        List<StoredAnswer> values = keys.stream().map(answers::get).toList();
        jdbc.sql("""
                        insert into idempotency.answer
                            (buyer_id, key, fingerprint, status, media_type, body, answered_at)
                        select a.buyer_id, a.key, decode(a.fingerprint, 'hex'), a.status, a.media_type, a.body, :now
                        from unnest(:buyerIds::uuid[], :keys::text[], :fingerprints::text[], :statuses::int[],
                                    :mediaTypes::text[], :bodies::text[])
                            as a (buyer_id, key, fingerprint, status, media_type, body)
                        """)
                .param("buyerIds", buyerIds(keys))
                .param("keys", column(keys, key -> key.key().value()))
                .param("fingerprints", column(values, answer -> HexFormat.of().formatHex(answer.fingerprint())))
                .param("statuses", values.stream().map(StoredAnswer::status).toArray(Integer[]::new))
                .param("mediaTypes", column(values, StoredAnswer::mediaType))
                .param("bodies", column(values, StoredAnswer::body))
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

    private static StoredAnswer answer(ResultSet row) throws SQLException {
        return new StoredAnswer(
                row.getBytes("fingerprint"), row.getInt("status"), row.getString("media_type"), row.getString("body"));
    }

    private static UUID[] buyerIds(List<KeyOfBuyer> keys) {
        return keys.stream().map(KeyOfBuyer::buyerId).toArray(UUID[]::new);
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
