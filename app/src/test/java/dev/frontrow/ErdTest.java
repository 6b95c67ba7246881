package dev.frontrow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The diagram in `docs/database.md` must match the schema that the migrations create.
class ErdTest extends ServerTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "database.md");
    private static final String BEGIN = "<!-- erd:begin -->\n";
    private static final String END = "<!-- erd:end -->\n";
    private static final String COLUMNS = """
            select n.nspname || '.' || c.relname as table_name, a.attname as name,
                   replace(replace(format_type(a.atttypid, a.atttypmod),
                                   'timestamp with time zone', 'timestamptz'), ' ', '_') as type,
                   not a.attnotnull as nullable,
                   concat_ws(', ', max('PK') filter (where k.contype = 'p'),
                                   max('FK') filter (where k.contype = 'f'),
                                   max('UK') filter (where k.contype = 'u' and cardinality(k.conkey) = 1))
                       as keys
            from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                left join pg_constraint k on k.conrelid = c.oid and a.attnum = any(k.conkey)
            where c.relkind in ('r', 'p')
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and c.relname !~ '^flyway_schema_history'
            group by n.nspname, c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attnum
            order by n.nspname collate "C", c.relname collate "C", a.attnum
            """;

    private static final String RELATIONS = """
            select pn.nspname || '.' || p.relname as parent, cn.nspname || '.' || c.relname as child,
                   (select string_agg(a.attname, ', ' order by k.ordinal)
                    from unnest(f.conkey) with ordinality as k (attnum, ordinal)
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum) as columns,
                   (select bool_or(not a.attnotnull)
                    from pg_attribute a
                    where a.attrelid = c.oid and a.attnum = any(f.conkey)) as optional,
                   exists (select 1
                           from pg_constraint u
                           where u.conrelid = c.oid and u.contype in ('p', 'u') and u.conkey <@ f.conkey)
                       as single
            from pg_constraint f
                join pg_class c on c.oid = f.conrelid
                join pg_namespace cn on cn.oid = c.relnamespace
                join pg_class p on p.oid = f.confrelid
                join pg_namespace pn on pn.oid = p.relnamespace
            where f.contype = 'f'
            """;

    private static final String REWRITE = "mvn -pl app test -Dtest=ErdTest -Dfrontrow.write-docs=true";

    record Column(String table, String name, String type, boolean nullable, String keys) {}

    /// @param optional whether a child may have no parent
    /// @param single   whether a parent has at most one child
    record Relation(String parent, String child, String columns, boolean optional, boolean single) {}

    @Autowired
    private JdbcClient jdbc;

    @Test
    void drawsTheSchemaThatTheMigrationsMake() throws IOException {
        String document = Files.readString(DOCUMENT);
        String drawn = withDiagram(document, diagram());

        if (Boolean.getBoolean("frontrow.write-docs")) {
            Files.writeString(DOCUMENT, drawn);
            return;
        }

        assertThat(document)
                .as("the diagram in docs/database.md is out of date; rewrite it with: %s", REWRITE)
                .isEqualTo(drawn);
    }

    private static String withDiagram(String document, String diagram) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        assertThat(begin).as("the markers of the diagram").isNotNegative().isLessThan(end);
        return document.substring(0, begin + BEGIN.length()) + diagram + document.substring(end);
    }

    private String diagram() {
        Map<String, List<Column>> tables =
                columns().stream().collect(groupingBy(Column::table, LinkedHashMap::new, toList()));
        String entities = tables.entrySet().stream()
                .map(table -> entity(table.getKey(), table.getValue()))
                .collect(joining());
        String relations = relations().stream().map(ErdTest::relation).collect(joining());
        return "```mermaid\nerDiagram\n" + entities + relations + "```\n";
    }

    /// Names with a dot need an alias in Mermaid.
    private static String entity(String table, List<Column> columns) {
        String lines = columns.stream().map(ErdTest::attribute).collect(joining());
        return "    %s[\"%s\"] {\n%s    }\n".formatted(alias(table), table, lines);
    }

    private static String attribute(Column column) {
        String keys = column.keys().isEmpty() ? "" : " " + column.keys();
        String comment = column.nullable() ? " \"optional\"" : "";
        return "        %s %s%s%s\n".formatted(column.type(), column.name(), keys, comment);
    }

    private static String relation(Relation relation) {
        String parentEnd = relation.optional() ? "|o" : "||";
        String childEnd = relation.single() ? "o|" : "o{";
        return "    %s %s--%s %s : \"%s\"\n"
                .formatted(alias(relation.parent()), parentEnd, childEnd, alias(relation.child()), relation.columns());
    }

    private static String alias(String table) {
        return table.replace('.', '_');
    }

    /// Every column of our own tables, without Flyway's histories.
    private List<Column> columns() {
        return jdbc.sql(COLUMNS)
                .query((row, _) -> new Column(
                        row.getString("table_name"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("nullable"),
                        row.getString("keys")))
                .list();
    }

    /// Every foreign key. A parent has at most one child if the key's columns are unique in the child.
    private List<Relation> relations() {
        return jdbc
                .sql(RELATIONS)
                .query((row, _) -> new Relation(
                        row.getString("parent"),
                        row.getString("child"),
                        row.getString("columns"),
                        row.getBoolean("optional"),
                        row.getBoolean("single")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Relation::parent)
                        .thenComparing(Relation::child)
                        .thenComparing(Relation::columns))
                .toList();
    }
}
