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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of first answers.
@Repository
class StoredAnswers {

    private static final String TRY_LOCK = """
            select k.n, pg_try_advisory_xact_lock(hashtextextended(k.name, 0)) as locked
            from unnest(:names::text[]) with ordinality as k (name, n)
            """;

    private static final String FIND = """
            select k.n, a.fingerprint, a.status, a.media_type, a.body
            from unnest(:buyerIds::uuid[], :keys::text[]) with ordinality as k (buyer_id, key, n)
                join idempotency.answer a on a.buyer_id = k.buyer_id and a.key = k.key
            """;

    /// @param locked  the keys that no other transaction has, from now until the end of this one
    /// @param earlier what was answered by then
    record Claim(Set<KeyOfBuyer> locked, Map<KeyOfBuyer, StoredAnswer> earlier) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations statements;

    StoredAnswers(JdbcClient jdbc, NamedParameterJdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// Takes keys until the end of the transaction. None is waited for: a client that repeats itself must not tie up a
    /// connection.
    ///
    /// Two statements in one round trip. The second sees what those have written who had a key right
    /// before us, because each has a snapshot of its own.
    Claim claim(Set<KeyOfBuyer> keys) {
        if (keys.isEmpty()) {
            return new Claim(Set.of(), Map.of());
        }
        List<KeyOfBuyer> asked = List.copyOf(keys);
        var params = new MapSqlParameterSource()
                .addValue(
                        "names",
                        column(
                                asked,
                                key -> "idempotency " + key.buyerId() + " "
                                        + key.key().value()))
                .addValue("buyerIds", buyerIds(asked))
                .addValue("keys", column(asked, key -> key.key().value()));
        return Objects.requireNonNull(statements.execute(TRY_LOCK + ";" + FIND, params, statement -> {
            statement.execute();
            Set<KeyOfBuyer> locked = locked(asked, statement.getResultSet());
            statement.getMoreResults();
            return new Claim(locked, found(asked, statement.getResultSet()));
        }));
    }

    Optional<StoredAnswer> find(KeyOfBuyer key) {
        return jdbc.sql(FIND)
                .param("buyerIds", buyerIds(List.of(key)))
                .param("keys", column(List.of(key), it -> it.key().value()))
                .query((row, _) -> answer(row))
                .optional();
    }

    private static Set<KeyOfBuyer> locked(List<KeyOfBuyer> asked, ResultSet rows) throws SQLException {
        Set<KeyOfBuyer> locked = new HashSet<>();
        while (rows.next()) {
            if (rows.getBoolean("locked")) {
                locked.add(asked.get(rows.getInt("n") - 1));
            }
        }
        return locked;
    }

    private static Map<KeyOfBuyer, StoredAnswer> found(List<KeyOfBuyer> asked, ResultSet rows) throws SQLException {
        Map<KeyOfBuyer, StoredAnswer> found = new HashMap<>();
        while (rows.next()) {
            found.put(asked.get(rows.getInt("n") - 1), answer(rows));
        }
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
