package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatAnswerTest {

    private static final SeatPage LONG = SeatPage.of(new byte[2_000], "a", false);
    private static final SeatPage SHORT = SeatPage.of(new byte[1_000], "a", false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                        | false
            ''                       | false
            gzip                     | true
            GZip                     | true
            x-gzip                   | true
            deflate, br              | false
            deflate, gzip;q=0.5      | true
            gzip;q=0                 | false
            gzip;q=0.000             | false
            gzip ; q=0.001           | true
            *                        | true
            *;q=0                    | false
            gzip;q=0, *              | false
            gzip, *;q=0              | true
            identity                 | false
            identity, gzip           | true
            identity, gzip;q=0.9     | false
            identity;q=0, gzip;q=0.1 | true
            gzip;q=2                 | true
            gzip;q=                  | false
            gzip;level=1             | false
            gzipped                  | false
            ,,;,                     | false
            """)
    void readsWhetherTheClientTakesGzip(@Nullable String acceptEncoding, boolean expected) {
        assertThat(SeatAnswer.acceptsGzip(acceptEncoding)).isEqualTo(expected);
    }

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
