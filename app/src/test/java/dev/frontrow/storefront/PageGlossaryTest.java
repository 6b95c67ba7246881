package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/words.md` has one word for each thing in each language, and the message files hold to it.
class PageGlossaryTest {

    private static final Path PAGE = Path.of("..", "docs", "words.md");

    /// Names of headers and fields are no words: `Queue-Token`.
    private static final Pattern HEADER = Pattern.compile("[A-Z][a-z]+-[A-Z][a-z]+");

    /// An argument, and a particle that depends on its last sound.
    private static final Pattern PARTICLE = Pattern.compile("\\{\\d}[”’)]?(?:은|는|이|가|을|를|과|와|으로|로|이에요|예요|이라|라|\\()");

    /// A row of the glossary.
    ///
    /// @param keys what message keys begin with to which the forbidden words apply
    private record Entry(String thing, List<String> words, String keys, List<String> never) {}

    @ParameterizedTest
    @CsvSource({"English, pages, problems", "한국어, pages_ko, problems_ko"})
    void useNoForbiddenWord(String language, String pages, String problems) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String file : List.of(pages, problems)) {
            for (Entry entry : entries(language)) {
                messages(file).forEach((key, text) -> {
                    String told = HEADER.matcher((String) text).replaceAll("");
                    entry.never().stream()
                            .filter(word -> ((String) key).startsWith(entry.keys()) && says(told, word))
                            .forEach(word -> faults.add(
                                    "%s: “%s” says “%s”, not one of %s".formatted(key, text, word, entry.words())));
                });
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"English, pages", "한국어, pages_ko"})
    void useTheWordsOfTheGlossary(String language, String pages) throws IOException {
        List<String> texts = messages(pages).values().stream()
                .map(text -> ((String) text).replaceAll("\\{\\d[^}]*}", "{0}"))
                .toList();

        assertThat(entries(language))
                .hasSizeGreaterThan(20)
                .allSatisfy(entry -> assertThat(entry.words())
                        .as(entry.thing())
                        .allMatch(word -> texts.stream().anyMatch(text -> says(text, word))));
    }

    @Test
    void koreanArgumentsAreNotFollowedByParticlesThatDependOnTheirSound() throws IOException {
        for (String file : korean()) {
            assertThat(messages(file))
                    .allSatisfy((key, text) ->
                            assertThat((String) text).as((String) key).doesNotContainPattern(PARTICLE));
        }
    }

    @Test
    void allKoreanTextsAreInOneTone() throws IOException {
        for (String file : korean()) {
            assertThat(messages(file)).allSatisfy((key, text) -> {
                // The wording that every ticket shop in Korea uses, fixed by the API.
                if (!key.equals("seat-taken.detail")) {
                    assertThat((String) text)
                            .as((String) key)
                            .doesNotContain("니다.")
                            .doesNotEndWith("니다");
                }
            });
        }
    }

    /// The Korean texts of fans and of operators.
    private static List<String> korean() throws IOException {
        return Stream.concat(Stream.of("problems"), WordsTest.bundles())
                .map(bundle -> bundle + "_ko")
                .toList();
    }

    /// Whole words in English. In Korean endings follow a word directly, so only its beginning counts.
    private static boolean says(String text, String word) {
        boolean latin = word.codePoints().allMatch(letter -> letter < 0x80) && !word.startsWith("{");
        String before = "(?<![\\p{L}\\p{Nd}])";
        return Pattern.compile(
                        (word.startsWith("{") || word.equals("원") ? "" : before)
                                + Pattern.quote(word)
                                + (latin && !word.endsWith(".") ? "(?![\\p{L}\\p{Nd}])" : ""),
                        Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private static List<Entry> entries(String language) throws IOException {
        String section =
                Files.readString(PAGE).split("\n## " + language + "\n", 2)[1].split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| ") && !line.contains("| 쓰는 말 |") && !line.contains("| say |"))
                .map(line -> line.split("\\s*\\|\\s*"))
                .map(cells -> entry(cells[1], cells[2], cells[3]))
                .toList();
    }

    private static Entry entry(String thing, String words, String never) {
        String[] limited = never.split(": ", 2);
        String keys = limited.length == 2 ? limited[0] + "." : "";
        return new Entry(thing, list(words), keys, list(limited[limited.length - 1]));
    }

    private static List<String> list(String words) {
        return Arrays.asList(words.split(", "));
    }

    private static Properties messages(String file) throws IOException {
        var messages = new Properties();
        try (var in = PageGlossaryTest.class.getResourceAsStream("/messages/" + file + ".properties");
                var reader = new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }
}
