package dev.frontrow.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Documentation pages are short, have short lines, and contain no broken links.
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final int COLUMNS_MAX = 120;

    /// Tables, headings, pictures and markup cannot be wrapped.
    private static final Pattern NOT_PROSE = Pattern.compile("\\s*(\\||#|!\\[|<).*");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#([^)]*))?\\)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(docs, top).filter(page -> page.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @CsvSource({"README.md, 150", "README.ko.md, 150", "docs/ARCHITECTURE.md, 350", "CHANGELOG.md, 25"})
    void staysShort(String page, int linesMax) throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve(page))).hasSizeBetween(10, linesMax);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void wrapsProse(Path page) throws IOException {
        assertThat(prose(page)).isNotEmpty().allMatch(line -> line.length() <= COLUMNS_MAX);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsToPagesAndHeadingsThatExist(Path page) throws IOException {
        assertThat(LINK.matcher(Files.readString(page)).results()).allSatisfy(link -> {
            Path target = page.resolveSibling(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(headings(target)).contains(link.group(2));
            }
        });
    }

    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : Files.readAllLines(page)) {
            boolean fence = line.strip().startsWith("```");
            code ^= fence;
            if (!code && !fence && !NOT_PROSE.matcher(line).matches()) {
                prose.add(line);
            }
        }
        return prose;
    }

    /// The headings as link anchors.
    private static List<String> headings(Path page) {
        try {
            return Pattern.compile("(?m)^#+ (.*)$")
                    .matcher(Files.readString(page))
                    .results()
                    .map((MatchResult heading) -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}\\- ]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
