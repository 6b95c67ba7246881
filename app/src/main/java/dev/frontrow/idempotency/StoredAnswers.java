package dev.frontrow.idempotency;

import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.idempotency.KeyedCommand.KeyOfBuyer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of stored answers.
@Repository
class StoredAnswers {

    private static final String TRY_LOCK = """
            select k.n
            from unnest(:names::text[]) with ordinality as k (name, n)
            where pg_try_advisory_xact_lock(hashtextextended(k.name, 0))
            """;

    private static final String FIND = """
            select k.n, a.fingerprint, a.status, a.media_type, a.body
            from unnest(:buyerIds::uuid[], :keys::text[]) with ordinality as k (buyer_id, key, n)
                join idempotency.answer a on a.buyer_id = k.buyer_id and a.key = k.key
            """;

    /// @param locked  keys that this transaction now holds until it ends
    /// @param earlier answers stored before
    record Claim(Set<KeyOfBuyer> locked, Map<KeyOfBuyer, StoredAnswer> earlier) {}

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    StoredAnswers(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// A new round trip, for the answers and the batch's other writes.
    RoundTrip trip() {
        return new RoundTrip(statements);
    }

    /// Locks keys until the transaction ends, without waiting: a client that repeats itself must not tie up a
    /// connection. The answers are read after the locks, so those of the keys' former holders are seen.
    Claim claim(Set<KeyOfBuyer> keys) {
        if (keys.isEmpty()) {
            return new Claim(Set.of(), Map.of());
        }
        List<KeyOfBuyer> asked = List.copyOf(keys);
        RoundTrip trip = trip();
        var locked = trip.sql(TRY_LOCK)
                .param(
                        "names",
                        texts(
                                asked,
                                key -> "idempotency " + key.buyerId() + " "
                                        + key.key().value()))
                .rows((row, _) -> asked.get(row.getInt("n") - 1));
        var earlier = trip.sql(FIND)
                .param("buyerIds", uuids(asked, KeyOfBuyer::buyerId))
                .param("keys", texts(asked, key -> key.key().value()))
                .rows((row, _) -> Map.entry(asked.get(row.getInt("n") - 1), answer(row)));
        trip.send();
        return new Claim(
                Set.copyOf(locked.get()),
                earlier.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Optional<StoredAnswer> find(KeyOfBuyer key) {
        return jdbc.sql(FIND)
                .param("buyerIds", uuids(List.of(key), KeyOfBuyer::buyerId))
                .param("keys", texts(List.of(key), it -> it.key().value()))
                .query((row, _) -> answer(row))
                .optional();
    }

    /// Makes this transaction wait for a standby, as one that writes does. What it has read may have been committed
    /// here and nowhere else: by a COMMIT whose wait was cancelled, or that ended with a crash.
    void confirm() {
        jdbc.sql("""
                        select pg_logical_emit_message(true, 'frontrow', '')::text
                        where current_setting('synchronous_standby_names') <> ''
                        """).query(String.class).list();
    }

    void insert(Map<KeyOfBuyer, StoredAnswer> answers, Instant now, RoundTrip trip) {
        if (answers.isEmpty()) {
            return;
        }
        List<KeyOfBuyer> keys = List.copyOf(answers.keySet());
        List<StoredAnswer> values = keys.stream().map(answers::get).toList();
        trip.sql("""
                        insert into idempotency.answer
                            (buyer_id, key, fingerprint, status, media_type, body, answered_at)
                        select a.buyer_id, a.key, decode(a.fingerprint, 'hex'), a.status, a.media_type, a.body, :now
                        from unnest(:buyerIds::uuid[], :keys::text[], :fingerprints::text[], :statuses::int[],
                                    :mediaTypes::text[], :bodies::text[])
                            as a (buyer_id, key, fingerprint, status, media_type, body)
                        """)
                .param("buyerIds", uuids(keys, KeyOfBuyer::buyerId))
                .param("keys", texts(keys, key -> key.key().value()))
                .param("fingerprints", texts(values, answer -> HexFormat.of().formatHex(answer.fingerprint())))
                .param("statuses", integers(values, StoredAnswer::status))
                .param("mediaTypes", texts(values, StoredAnswer::mediaType))
                .param("bodies", texts(values, StoredAnswer::body))
                .param("now", Timestamps.of(now))
                .update();
    }

    /// Deletes at most `rowsMax` answers; returns how many. Selects without row locks, because those need the
    /// right to update answers, which the server's role does not have.
    int deleteOlderThan(Instant limit, int rowsMax) {
        return jdbc.sql("""
                        delete from idempotency.answer
                        where (buyer_id, key) in (
                            select buyer_id, key
                            from idempotency.answer
                            where answered_at < :limit
                            order by answered_at
                            limit :rowsMax)
                        """)
                .param("limit", Timestamps.of(limit))
                .param("rowsMax", rowsMax)
                .update();
    }

    private static StoredAnswer answer(ResultSet row) throws SQLException {
        return new StoredAnswer(
                row.getBytes("fingerprint"), row.getInt("status"), row.getString("media_type"), row.getString("body"));
    }
}
