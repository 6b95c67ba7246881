package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTextTest {

    @Test
    void readsNamesAndValuesInTheirOrder() {
        assertThat(read("a=1&b&&c=%EA%B0%80+%26&a=2=3&=x&d=가🎤"))
                .containsExactly("a:1", "b:", "c:가 &", "a:2=3", ":x", "d:가🎤");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ff",
                "%80",
                "%c0%ae",
                "%e0%80%ae",
                "%ed%a0%80",
                "%ed%a0%80%ed%b0%80",
                "%f5%80%80%80",
                "%f4%90%80%80",
                "%e3%81",
                "%00",
                "a%00",
                "\0",
                "\ud83c",
                "%",
                "%a",
                "%zz",
                "%u0041",
                "%+1",
                "%-1",
                "%１１"
            })
    void takesNothingForTextThatIsNone(String value) {
        assertThatThrownBy(() -> read("a=" + value)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> read(value + "=a")).isInstanceOf(Problem.class);
    }

    private static List<String> read(String encoded) {
        List<String> read = new ArrayList<>();
        UrlText.read("query", encoded, (name, value) -> read.add(name + ":" + value));
        return read;
    }
}
