package dev.frontrow.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/// Statements sent to the database in one round trip, also those of several modules, because a round trip costs
/// as much as the work of several commands. They run in the order they were added. Each has its own snapshot, so
/// it sees what was committed while an earlier one waited for a lock. Results are available only after [#send],
/// so no statement can use another's. The first failure aborts the transaction. Not thread-safe.
public final class RoundTrip {

    /// Parsed statements by text; bounded, because all statements are constants of the program.
    private static final Map<String, Parsed> PARSED = new ConcurrentHashMap<>();

    private record Parsed(ParsedSql named, String positional) {

        static Parsed of(String sql) {
            ParsedSql named = NamedParameterUtils.parseSqlStatement(sql);
            return new Parsed(named, NamedParameterUtils.substituteNamedParameters(named, null));
        }
    }

    private final JdbcOperations jdbc;
    private final List<Added<?>> added = new ArrayList<>();

    /// Its statements join the caller's transaction.
    public RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// Begins a statement with named parameters. It is only added by one of the methods that say what to do with
    /// its rows.
    public Statement sql(String sql) {
        return new Statement(PARSED.computeIfAbsent(sql, Parsed::of));
    }

    /// Sends the statements added since the last call, if any, and returns when all are done.
    public void send() {
        if (added.isEmpty()) {
            return;
        }
        List<Added<?>> sent = List.copyOf(added);
        added.clear();
        String sql = sent.stream().map(Added::sql).collect(Collectors.joining(";\n"));
        jdbc.execute(sql, (PreparedStatementCallback<@Nullable Void>) statement -> {
            execute(statement, sent);
            return null;
        });
        sent.forEach(Added::answer);
    }

    private static void execute(PreparedStatement statement, List<Added<?>> sent) throws SQLException {
        int index = 1;
        for (Added<?> one : sent) {
            for (Object value : one.values) {
                StatementCreatorUtils.setParameterValue(statement, index++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
        }
        statement.execute();
        for (Added<?> one : sent) {
            try (ResultSet rows = statement.getResultSet()) {
                one.read(rows);
            }
            statement.getMoreResults();
        }
    }

    /// A statement under construction.
    public final class Statement {

        private final Parsed parsed;
        private final MapSqlParameterSource params = new MapSqlParameterSource();

        private Statement(Parsed parsed) {
            this.parsed = parsed;
        }

        public Statement param(String name, @Nullable Object value) {
            params.addValue(name, value);
            return this;
        }

        /// Adds the statement; its rows are available after [#send].
        public <T> Supplier<List<T>> rows(RowMapper<T> mapper) {
            return add(mapper, _ -> {});
        }

        /// Adds the statement.
        ///
        /// @param whenBack receives its rows; may throw to roll back the transaction
        public <T> void rows(RowMapper<T> mapper, Consumer<List<T>> whenBack) {
            add(mapper, whenBack);
        }

        /// Adds the statement and ignores its rows.
        public void update() {
            add((_, _) -> true, _ -> {});
        }

        private <T> Added<T> add(RowMapper<T> mapper, Consumer<List<T>> whenBack) {
            var statement = new Added<>(
                    parsed.positional,
                    NamedParameterUtils.buildValueArray(parsed.named, params, null),
                    mapper,
                    whenBack);
            added.add(statement);
            return statement;
        }
    }

    private static final class Added<T> implements Supplier<List<T>> {

        private final String sql;
        private final @Nullable Object[] values;
        private final RowMapper<T> mapper;
        private final Consumer<List<T>> whenBack;
        private @Nullable List<T> rows;

        Added(String sql, @Nullable Object[] values, RowMapper<T> mapper, Consumer<List<T>> whenBack) {
            this.sql = sql;
            this.values = values;
            this.mapper = mapper;
            this.whenBack = whenBack;
        }

        String sql() {
            return sql;
        }

        void read(@Nullable ResultSet from) throws SQLException {
            List<T> read = new ArrayList<>();
            while (from != null && from.next()) {
                read.add(mapper.mapRow(from, read.size()));
            }
            rows = read;
        }

        void answer() {
            whenBack.accept(get());
        }

        @Override
        public List<T> get() {
            if (rows == null) {
                throw new IllegalStateException("asked for rows before they were sent for");
            }
            return rows;
        }
    }
}
