package dev.frontrow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frontrow.problem.Problem;
import java.text.Normalizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    static Stream<Arguments> cleaned() {
        return Stream.of(
                Arguments.of("A1 ", "A1"),
                Arguments.of("\u3000가\u3000", "가"),
                Arguments.of("\u00a0a\u00a0b\u00a0", "a\u00a0b"),
                Arguments.of("\ufeffx\u200b", "x"),
                Arguments.of("e\u0301", "é"),
                Arguments.of("\u1112\u1161\u11ab", "한"),
                Arguments.of("مرحبا!", "مرحبا!"),
                Arguments.of("\u200fمرحبا", "\u200fمرحبا"),
                Arguments.of("👩\u200d🎤", "👩\u200d🎤"),
                Arguments.of("<b>", "<b>"));
    }

    @ParameterizedTest
    @MethodSource("cleaned")
    void composesAndStrips(String given, String clean) {
        assertThat(PlainText.line("f", given, 40)).isEqualTo(clean);
        assertThat(PlainText.line("f", clean, 40)).as("cleaned twice").isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "\u200b",
                "\u00ad",
                "\u2060",
                "\u3164",
                "\u2800",
                "\u115f\u1160",
                "\uffa0",
                "\u200d",
                "\u0301",
                "\ufe0f",
                "\u200e"
            })
    void refusesTextOfWhichNothingCanBeSeen(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000", "a\u0007b", "\tb", "a\nb", "a\r\nb", "a\u001b[0m", "\u007f", "a\u0085b", "a\u2028b",
                "a\u2029b", "a\u202eb", "\u2066a", "\ud800", "a\udc00", "\uffff", "\ufdd0", "\ue000", "x\udbff\udfff"
            })
    void refusesControlCharactersAndTheLike(String text) {
        refused(text);
    }

    @Test
    void refusesMoreMarksOnALetterThanWritingNeeds() {
        assertThat(PlainText.line("f", "x" + "\u030d".repeat(8), 40)).hasSize(9);
        refused("x" + "\u030d".repeat(9));
        refused("\u200fx" + "\u0489\u0301".repeat(5));
        refused("x" + "\ufe0f".repeat(9));
    }

    /// Vowels, tones and cantillation, stacked consonants, a flag by its tags, a family.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ที่นั่งผู้ใหญ่",
                "בְּרֵאשִׁ֖ית",
                "བསྒྲུབས",
                "नर्मदा",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
                "👩🏽\u200d🎤 \u0031\ufe0f\u20e3"
            })
    void keepsAllThatScriptsNeed(String text) {
        assertThat(PlainText.line("f", text, 40)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static void refused(String text) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> PlainText.line("f", text, 40));
    }

    @Test
    void countsCodePointsOfTheCleanText() {
        assertThat(PlainText.line("f", " " + "🎤".repeat(40) + " ", 40)).isEqualTo("🎤".repeat(40));
        // NFC turns this letter into two characters, because it is excluded from composition.
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> PlainText.line("f", "\u0958".repeat(40), 40));
    }

    @Test
    void textOfSeveralLinesKeepsThem() {
        assertThat(PlainText.lines("f", " a\r\nb\n", 40)).isEqualTo("a\nb");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> PlainText.lines("f", "a\tb", 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "O", "1", "I", "L", "2", "Z", "5", "S", "8", "B", "U", "V"})
    void codesHaveNoCharacterThatLooksLikeAnother(String lookAlike) {
        assertThat(ReadableCode.random(10_000, new java.util.Random(1)))
                .hasSize(10_000)
                .doesNotContain(lookAlike);
    }
}
