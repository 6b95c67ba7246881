package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// `docs/GLOSSARY.md` has one word for each idea; public names must use it.
class GlossaryTest extends ServerTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.frontrow");

    /// @param unwanted words that must not be used for this idea
    private record Entry(String term, String nameInCode, List<String> unwanted) {}

    @Autowired
    private JdbcClient jdbc;

    @Test
    void namesTypesThatExist() throws IOException {
        Set<String> types = MAIN.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());

        assertThat(entries())
                .hasSizeGreaterThan(30)
                .allSatisfy(entry -> assertThat(types).as(entry.term()).contains(entry.nameInCode()));
    }

    @Test
    void hasEachTermOnce() throws IOException {
        assertThat(entries()).extracting(Entry::term).doesNotHaveDuplicates();
    }

    @Test
    void keepsUnwantedWordsOutOfPublicTypesAndMethods() throws IOException {
        assertKeptOutOf(MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> Stream.concat(
                        Stream.of(type.getSimpleName()),
                        type.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                .map(method -> method.getName()))));
    }

    @Test
    void keepsUnwantedWordsOutOfTablesAndColumns() throws IOException {
        assertKeptOutOf(jdbc.sql("""
                        select table_name || '_' || column_name
                        from information_schema.columns
                        where table_schema not in ('information_schema', 'pg_catalog')
                            and table_name not like 'flyway%'
                        """).query(String.class).list().stream().map(Objects::requireNonNull));
    }

    @Test
    void keepsUnwantedWordsOutOfTheApi() throws IOException {
        assertKeptOutOf(api().get("/v3/api-docs").expect(200).body().findParents("properties").stream()
                .flatMap(schema -> schema.path("properties").propertyNames().stream()));
    }

    private static void assertKeptOutOf(Stream<String> names) throws IOException {
        Set<String> unwanted =
                entries().stream().flatMap(entry -> entry.unwanted().stream()).collect(Collectors.toSet());

        assertThat(names.distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(words(name)).as(name).doesNotContainAnyElementsOf(unwanted));
    }

    /// The words of a name in camel case or with underscores.
    private static List<String> words(String name) {
        return Arrays.stream(name.split("_|(?<=[a-z0-9])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<Entry> entries() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "GLOSSARY.md")).stream()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> line.split("\\s*\\|\\s*"))
                .map(cells -> new Entry(cells[1], cells[3].replace("`", ""), List.of(cells[4].split(", "))))
                .toList();
    }
}
