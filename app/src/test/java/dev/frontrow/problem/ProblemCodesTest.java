package dev.frontrow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ProblemCodesTest {

    private static final String ENGLISH = "/messages/problems.properties";
    private static final String KOREAN = "/messages/problems_ko.properties";

    private final ProblemWriter writer =
            new ProblemWriter(JsonMapper.shared(), new StaticListableBeanFactory().getBeanProvider(BrowserPages.class));

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, KOREAN})
    void wordsEveryCodeAndNothingElse(String file) throws IOException {
        Set<String> wanted = Arrays.stream(ProblemCode.values())
                .flatMap(code -> Stream.of(code.code() + ".title", code.code() + ".detail"))
                .collect(Collectors.toSet());

        assertThat(keys(file).stream().filter(key -> !key.startsWith("field.")))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {KOREAN})
    void wordsTheSameFieldMessagesInBothLanguages(String file) throws IOException {
        assertThat(keys(file)).isEqualTo(keys(ENGLISH));
    }

    @ParameterizedTest
    @EnumSource
    void saysEveryCodeInBothLanguages(ProblemCode code) {
        for (Locale language : Language.ALL) {
            var document = writer.document(Problem.of(code).saying(1, 2), language);

            assertThat(document.get("title")).asString().isNotBlank().doesNotContain("{0}", "''");
            assertThat(document.get("detail")).asString().isNotBlank().doesNotContain("{0}", "{1}", "''");
        }
        assertThat(writer.document(Problem.of(code).saying(1, 2), Locale.ENGLISH)
                        .get("title"))
                .isNotEqualTo(writer.document(Problem.of(code).saying(1, 2), Locale.KOREAN)
                        .get("title"));
    }

    private static Set<String> keys(String file) throws IOException {
        var properties = new Properties();
        try (var reader =
                new InputStreamReader(ProblemCodesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.25S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT1.0004S, 2", "PT1.5S, 2", "PT2S, 2"})
    void sendsTheWaitRoundedUpToWholeSeconds(Duration wait, String retryAfter) throws IOException {
        var response = new MockHttpServletResponse();

        writer.write(
                new MockHttpServletRequest(),
                response,
                Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(wait));

        assertThat(response.getHeader("Retry-After")).isEqualTo(retryAfter);
    }
}
