package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table "Where to find it" of `docs/ARCHITECTURE.md` names what exists, in the module it says.
class WhereToFindItTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.frontrow");

    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:#\\w+)?)`");

    /// @param names of types, or of methods as `Type#method`
    private record Row(String question, String module, List<String> names) {}

    @Test
    void namesTypesAndMethodsOfTheModule() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(20)
                .allSatisfy(row ->
                        assertThat(namesIn(row.module())).as(row.question()).containsAll(row.names()));
    }

    @Test
    void asksAboutEachModuleOfTheSale() throws IOException {
        assertThat(rows())
                .extracting(Row::module)
                .contains("line", "draw", "waitingroom", "seating", "reservation", "wallet", "payment");
    }

    private static Set<String> namesIn(String module) {
        return MAIN.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith("dev.frontrow." + module + "."))
                .flatMap(WhereToFindItTest::names)
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(JavaClass type) {
        return Stream.concat(
                Stream.of(type.getSimpleName()),
                type.getMethods().stream().map(JavaMethod::getName).map(method -> type.getSimpleName() + "#" + method));
    }

    private static List<Row> rows() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "ARCHITECTURE.md"));
        String section = page.split("\n## Where to find it\n", 2)[1].split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| Where "))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(
                        cells[1].strip(),
                        cells[2].replaceAll("[` ]", ""),
                        NAME.matcher(cells[3])
                                .results()
                                .map(found -> found.group(1))
                                .toList()))
                .toList();
    }
}
