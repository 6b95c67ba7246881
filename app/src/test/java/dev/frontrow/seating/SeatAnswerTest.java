package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatAnswerTest {

    private static final SeatPage LONG = SeatPage.of(new byte[2_000], "a", false);
    private static final SeatPage SHORT = SeatPage.of(new byte[1_000], "a", false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
            # accepts | has kept               | is answered with | sent
            -         | -                      | "a"              | plain
            gzip      | -                      | "a-gzip"         | gzip
            gzip;q=0  | -                      | "a"              | plain
            -         | "a"                    | "a"              | nothing
            -         | W/"a"                  | "a"              | nothing
            -         | "b", "a"               | "a"              | nothing
            -         | *                      | "a"              | nothing
            gzip      | "a"                    | "a"              | nothing
            gzip      | "a-gzip"               | "a-gzip"         | nothing
            gzip      | W/"a-gzip"             | "a-gzip"         | nothing
            gzip      | "a", "a-gzip"          | "a-gzip"         | nothing
            gzip      | *                      | "a-gzip"         | nothing
            -         | "a", "a-gzip"          | "a"              | nothing
            -         | "a-gzip"               | "a"              | plain
            gzip      | "b"                    | "a-gzip"         | gzip
            -         | "b"                    | "a"              | plain
            -         | a                      | "a"              | plain
            -         | "A"                    | "a"              | plain
            -         | ~~                     | "a"              | plain
            -         | "                      | "a"              | plain
            """)
    void answersWithTheFormThatTheClientCanUseOrHas(
            @Nullable String acceptEncoding, @Nullable String ifNoneMatch, String etag, String sent) {
        SeatAnswer answer = SeatAnswer.of(withGzip -> withGzip ? LONG.withGzip() : LONG, acceptEncoding, ifNoneMatch);

        assertThat(answer.etag()).isEqualTo(etag);
        byte[] body = answer.body();
        switch (sent) {
            case "nothing" -> assertThat(body).isNull();
            case "plain" -> assertThat(body).isEqualTo(LONG.json());
            default -> assertThat(body).isEqualTo(LONG.withGzip().gzip());
        }
        assertThat(answer.gzipped()).isEqualTo(etag.contains("gzip"));
    }

    @ParameterizedTest
    @CsvSource({"gzip", "*"})
    void sendsShortListsAsTheyAre(String acceptEncoding) {
        SeatAnswer answer = SeatAnswer.of(_ -> SHORT, acceptEncoding, null);

        assertThat(answer.etag()).isEqualTo("\"a\"");
        assertThat(answer.body()).isEqualTo(SHORT.json());
        assertThat(answer.gzipped()).isFalse();
    }
}
