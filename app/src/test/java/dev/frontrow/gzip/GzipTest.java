package dev.frontrow.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipTest {

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
        assertThat(Gzip.isAcceptedBy(acceptEncoding)).isEqualTo(expected);
    }
}
