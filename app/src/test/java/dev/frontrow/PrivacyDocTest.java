package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What docs/privacy.md says of tables and columns is what the database has.
class PrivacyDocTest extends ServerTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "privacy.md");
    private static final String REWRITE = "mvn -pl app test -Dtest=PrivacyDocTest -Dfrontrow.write-docs=true";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+\\.[a-z_]+)` \\|");

    private static final Pattern DAYS = Pattern.compile("Duration\\.ofDays\\((\\d+)\\)");

    /// Types of columns that could hold something about a person.
    private static final String COLUMNS = """
            select c.table_schema || '.' || c.table_name as of_table, c.column_name,
                   c.data_type in ('uuid', 'text', 'bytea', 'json', 'jsonb', 'inet')
                       or c.udt_name in ('_text', '_uuid', '_bytea') as telling,
                   c.data_type = 'uuid' and (c.column_name in ('buyer_id', 'actor_id') or c.column_name like '%\\_by') as of_person
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
                and c.table_name not like 'flyway%'
            order by c.table_schema collate "C", c.table_name collate "C", c.ordinal_position
            """;

    private record Column(String table, String name, boolean telling, boolean ofPerson) {}

    private List<Column> columns() {
        return owner().sql(COLUMNS)
                .query((row, _) -> new Column(
                        row.getString("of_table"),
                        row.getString("column_name"),
                        row.getBoolean("telling"),
                        row.getBoolean("of_person")))
                .list();
    }

    private static List<String> rows(String document) {
        String above = document.substring(0, document.indexOf("<!-- columns:begin -->"));
        return ROW.matcher(above).results().map(row -> row.group(1)).toList();
    }

    @Test
    void everyTableThatNamesAPersonHasARow() throws IOException {
        List<String> rows = rows(Files.readString(DOCUMENT));

        assertThat(rows).doesNotHaveDuplicates();
        assertThat(rows)
                .containsAll(columns().stream()
                        .filter(Column::ofPerson)
                        .map(Column::table)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyColumnAndEveryOtherTableIsNamed() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> rows = rows(document);
        Map<String, List<String>> telling = new LinkedHashMap<>();
        var others = new TreeSet<String>();
        for (Column column : columns()) {
            if (!rows.contains(column.table())) {
                others.add("`" + column.table() + "`");
            } else if (column.telling()) {
                telling.computeIfAbsent(column.table(), _ -> new ArrayList<>()).add(column.name());
            }
        }
        assertThat(telling.keySet()).containsAll(rows);

        String written = with(document, "columns", table(telling));
        check(document, with(written, "others", "\n" + wrapped(String.join(", ", others)) + ".\n"));
    }

    /// Whether an operator sets how long something is kept, or the code does.
    @Test
    void everyRetentionIsNamed() throws IOException {
        String document = Files.readString(DOCUMENT);
        try (var settings = Files.lines(Path.of("src/main/resources/settings.txt"))) {
            assertThat(settings.filter(name -> name.endsWith(".retention")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
        }
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> kept = sources.filter(file -> file.toString().endsWith("Retention.java"))
                    .toList();
            for (Path file : kept) {
                DAYS.matcher(Files.readString(file))
                        .results()
                        .forEach(days -> assertThat(document).contains(" " + days.group(1) + " days"));
            }
            assertThat(kept).hasSizeGreaterThan(1);
        }
    }

    private static String table(Map<String, List<String>> telling) {
        return telling.entrySet().stream()
                .map(table -> "| `%s` | %s |\n".formatted(table.getKey(), String.join(", ", table.getValue())))
                .collect(Collectors.joining("", "\n| table | columns |\n|---|---|\n", "\n"));
    }

    private static void check(String document, String written) throws IOException {
        if (Boolean.getBoolean("frontrow.write-docs")) {
            Files.writeString(DOCUMENT, written);
            return;
        }
        assertThat(document)
                .as("docs/privacy.md lacks a table or a column. If it is of a person, say so there; then: %s", REWRITE)
                .isEqualTo(written);
    }

    private static String with(String document, String block, String text) {
        String begin = "<!-- " + block + ":begin -->";
        int from = document.indexOf(begin) + begin.length();
        return document.substring(0, from) + text + document.substring(document.indexOf("<!-- " + block + ":end -->"));
    }

    private static String wrapped(String words) {
        var lines = new StringBuilder();
        int width = 0;
        for (String word : words.split(" ")) {
            boolean full = width + word.length() > 115;
            lines.append(width == 0 ? "" : full ? "\n" : " ").append(word);
            width = full ? word.length() : width + word.length() + 1;
        }
        return lines.toString();
    }
}
