package dev.frontrow.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/limits.md` names a test in each row, and has a row for each class that stores client input.
class LimitsDocTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    private static final Pattern SETTING = Pattern.compile("`(frontrow\\.[\\w.-]+)`");

    private static final Pattern CACHE = Pattern.compile("Caffeine\\.newBuilder\\(\\)[^;]*;");
    private static final Pattern REMEMBERS = Pattern.compile(CACHE + "|= new Concurrent|= ConcurrentHashMap\\.");

    private static final Path ROOT = Path.of("..");

    @Test
    void namesTestsThatExist() throws IOException {
        List<Path> sources = files("app/src/test/java");
        Matcher named = TEST.matcher(limits());
        int tests = 0;
        while (named.find()) {
            String test = named.group(1);
            Path source = sources.stream()
                    .filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
            String method = named.group(2);
            assertThat(method == null || Files.readString(source).contains("void " + method + "("))
                    .as("%s#%s", test, method)
                    .isTrue();
            tests++;
        }
        assertThat(tests).isPositive();
    }

    @Test
    void namesTestInEveryRow() throws IOException {
        assertThat(limits().lines().filter(line -> line.startsWith("| ") && !line.endsWith("| test |")))
                .hasSizeGreaterThan(40)
                .allMatch(row -> TEST.matcher(row).find());
    }

    @Test
    void namesEveryClassThatKeepsCacheOrMap() throws IOException {
        String limits = limits();

        assertThat(filesThatRemember())
                .hasSizeGreaterThan(20)
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .allMatch(type -> limits.contains("`" + type + "`"));
    }

    /// Not every cache has a test that fills it.
    @Test
    void everyCacheHasLimit() throws IOException {
        for (Path file : filesThatRemember()) {
            assertThat(CACHE.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as(file.toString())
                    .allMatch(cache -> cache.contains(".maximumSize(") || cache.contains(".maximumWeight("));
        }
    }

    private static List<Path> filesThatRemember() throws IOException {
        return files("app/src/main/java").stream()
                .filter(Files::isRegularFile)
                .filter(file -> REMEMBERS.matcher(text(file)).find())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesSettingsOfTheTable() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/settings.md"));

        assertThat(SETTING.matcher(limits()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(setting -> table.contains("`" + setting + "`"));
    }

    private static String limits() throws IOException {
        return Files.readString(ROOT.resolve("docs/limits.md"));
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.toList();
        }
    }
}
