package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All texts of pages exist in both languages.
class WordsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Pattern USED = Pattern.compile("#\\{([\\w.-]+)[(}]");
    private static final Pattern TAG = Pattern.compile("<(?:[^>\"]|\"[^\"]*\")*>");
    private static final Pattern APART = Pattern.compile("page\\.(isolated|apart)\\(");

    /// Places in templates that show texts of operators and fans.
    private static final Pattern THEIRS = Pattern.compile("(th:u?text|th:title|th:alt|aria-label|data-title)="
            + "\"[^\"]*\\$\\{[^\"}]*"
            + "(concert\\.(title|venue)|level\\.name|room\\.message|page\\.name|\\.(section|row|firstRow|lastRow))\\b");

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @MethodSource("bundles")
    void saysEverythingInBothLanguages(String bundle) throws IOException {
        assertThat(words(bundle + "_ko").stringPropertyNames())
                .isEqualTo(words(bundle).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void saysTheSameThingsInBothLanguages(String bundle) throws IOException {
        Properties korean = words(bundle + "_ko");
        words(bundle)
                .forEach((key, english) -> assertThat(arguments(korean.getProperty((String) key)))
                        .as("arguments of " + key)
                        .isEqualTo(arguments((String) english)));
    }

    /// In a message with arguments a straight apostrophe disables them.
    @ParameterizedTest
    @MethodSource("bundles")
    void writesNoStraightApostrophes(String bundle) throws IOException {
        assertThat(words(bundle).values()).noneMatch(text -> ((String) text).contains("'"));
        assertThat(words(bundle + "_ko").values()).noneMatch(text -> ((String) text).contains("'"));
    }

    /// The server reads only files that are listed.
    @Test
    void everyFileOfTextsIsRead() throws IOException {
        String settings = Files.readString(Path.of("src/main/resources/application.yaml"));
        String listed = settings.lines()
                .filter(line -> line.strip().startsWith("basename:"))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(listed.replace("basename:", "").strip().split(", *")))
                .containsExactlyInAnyOrderElementsOf(
                        bundles().map(bundle -> "messages/" + bundle).toList());
    }

    /// Those of the pages: of the fans', and of the parts of the box office.
    static Stream<String> bundles() throws IOException {
        try (var files = Files.list(MESSAGES)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".properties", ""))
                    .filter(name -> name.equals("pages") || name.startsWith("office") && !name.endsWith("_ko"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void hasWordsForWhatTemplatesSay() throws IOException {
        Properties english = new Properties();
        for (String bundle : bundles().toList()) {
            english.putAll(words(bundle));
        }
        Set<String> missing = new TreeSet<>();
        for (Path template : templates()) {
            var used = USED.matcher(Files.readString(template));
            while (used.find()) {
                if (!english.containsKey(used.group(1))) {
                    missing.add(template.getFileName() + ": " + used.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /// The Content-Security-Policy would block them, and the page would look broken.
    @Test
    void hasNoInlineScriptsOrStyles() throws IOException {
        for (Path template : templates()) {
            assertThat(Files.readString(template))
                    .as(template.toString())
                    .doesNotContainPattern(
                            "<script(?![^>]*(src=|type=\"application/json\"))|<style|\\sstyle=|\\son\\w+=");
        }
    }

    /// Only our own texts are inserted unescaped. [Page#apart] escapes the texts of others inside them.
    @Test
    void textsOfOthersKeepTheirOwnDirection() throws IOException {
        Set<String> bare = new TreeSet<>();
        for (Path template : templates()) {
            var tags = TAG.matcher(Files.readString(template));
            while (tags.find()) {
                String tag = tags.group();
                boolean apart =
                        tag.contains("dir=\"auto\"") || APART.matcher(tag).find();
                if (THEIRS.matcher(tag).find() && !apart) {
                    bare.add(template.getFileName() + ": " + tag);
                }
                if (tag.contains("th:utext") && !APART.matcher(tag).find()) {
                    bare.add(template.getFileName() + " unescaped: " + tag);
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    private static Set<Path> templates() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            Set<Path> templates =
                    new TreeSet<>(files.filter(Files::isRegularFile).toList());
            assertThat(templates).hasSizeGreaterThan(5);
            return templates;
        }
    }

    private static Set<String> arguments(String text) {
        Set<String> arguments = new TreeSet<>();
        var found = ARGUMENT.matcher(text);
        while (found.find()) {
            arguments.add(found.group());
        }
        return arguments;
    }

    private static Properties words(String name) throws IOException {
        var words = new Properties();
        try (var in = WordsTest.class.getResourceAsStream("/messages/" + name + ".properties");
                var reader = new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
