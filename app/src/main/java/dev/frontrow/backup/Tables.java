package dev.frontrow.backup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What tables a database has, as its catalog says.
final class Tables {

    /// What is true of running nodes only, and for a minute at most.
    private static final Set<String> LEFT_OUT = Set.of("cluster.node", "news.item");

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
            from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relkind = 'r' and n.nspname = any(?)
            group by n.nspname, c.relname
            order by 1
            """;

    private static final String SEQUENCES = """
            select format('%I.%I', schemaname, sequencename) as name, last_value
            from pg_sequences
            where schemaname = any(?) and last_value is not null
            """;

    private static final String REFERENCES = """
            select format('%I.%I', n.nspname, c.relname), format('%I.%I', m.nspname, d.relname)
            from pg_constraint f
                join pg_class c on c.oid = f.conrelid
                join pg_namespace n on n.oid = c.relnamespace
                join pg_class d on d.oid = f.confrelid
                join pg_namespace m on m.oid = d.relnamespace
            where f.contype = 'f' and f.conrelid <> f.confrelid and n.nspname = any(?)
            """;

    private static final String HISTORY = """
            select version, checksum
            from public.flyway_schema_history_%s
            where type = 'SQL' and success
            order by installed_rank
            """;

    private final Connection database;
    private final List<String> modules;

    Tables(Connection database, List<String> modules) {
        this.database = database;
        this.modules = modules;
    }

    /// Whether the database has tables of Frontrow, or of another program in schemas of the same names.
    boolean areThere() throws SQLException {
        return ask("select exists (select from pg_namespace where nspname = any(?))", row -> row.getBoolean(1))
                .getFirst();
    }

    /// All tables with their columns, but no numbers of rows.
    List<Contents.Table> all() throws SQLException {
        return ask(
                TABLES,
                row -> new Contents.Table(
                        row.getString(1), List.of((String[]) row.getArray(2).getArray()), 0));
    }

    /// Those whose rows belong into a backup.
    List<Contents.Table> kept() throws SQLException {
        return all().stream().filter(table -> !LEFT_OUT.contains(table.name())).toList();
    }

    /// The last values, which may be of a later moment than the rows: a sequence never gives a number back.
    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> sequences = new HashMap<>();
        ask(SEQUENCES, row -> sequences.put(row.getString(1), row.getLong(2)));
        return sequences;
    }

    void setSequences(Map<String, Long> values) throws SQLException {
        try (var statement = database.prepareStatement("select setval(?::regclass, ?)")) {
            for (Map.Entry<String, Long> value : values.entrySet()) {
                statement.setString(1, value.getKey());
                statement.setLong(2, value.getValue());
                statement.execute();
            }
        }
    }

    /// The scripts that have made the tables, in their order.
    List<Script> scripts() throws SQLException {
        List<Script> scripts = new ArrayList<>();
        for (String module : modules) {
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery(HISTORY.formatted(module))) {
                while (rows.next()) {
                    scripts.add(new Script(module, rows.getString(1), rows.getInt(2)));
                }
            }
        }
        return scripts;
    }

    /// The names of tables, each after those that its foreign keys name.
    List<String> inOrderOfReferences() throws SQLException {
        Map<String, Set<String>> waiting = new HashMap<>();
        for (Contents.Table table : all()) {
            waiting.put(table.name(), new LinkedHashSet<>());
        }
        ask(
                REFERENCES,
                row -> waiting.computeIfAbsent(row.getString(1), _ -> new LinkedHashSet<>())
                        .add(row.getString(2)));
        Set<String> ordered = new LinkedHashSet<>();
        while (ordered.size() < waiting.size()) {
            List<String> next = waiting.keySet().stream()
                    .filter(name ->
                            !ordered.contains(name) && ordered.containsAll(waiting.getOrDefault(name, Set.of())))
                    .sorted()
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("the tables refer to each other in a circle");
            }
            ordered.addAll(next);
        }
        return List.copyOf(ordered);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String question, Reading<T> reading) throws SQLException {
        Array schemas = database.createArrayOf("text", modules.toArray());
        try (var statement = database.prepareStatement(question)) {
            statement.setArray(1, schemas);
            List<T> found = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        }
    }
}
