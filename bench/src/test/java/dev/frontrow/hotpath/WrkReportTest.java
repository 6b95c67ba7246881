package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrkReportTest {

    private static final String OUTPUT = """
            Running 5s test @ http://127.0.0.1:8080
              2 threads and 64 connections
            Requests/sec:   3999.96
            frontrow answers=20001 others=0 socket_errors=0 micros=5000321 taken=10001,10000
            """;

    @Test
    void readsTheLineThatOurScriptSays() {
        WrkReport report = WrkReport.parse(OUTPUT).mustBeClean("hold");

        assertThat(report.answers()).isEqualTo(20_001);
        assertThat(report.took()).isEqualTo(Duration.ofNanos(5_000_321_000L));
        assertThat(report.taken()).containsExactly(10_001, 10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "others=0, others=1",
        "socket_errors=0, socket_errors=1",
        "answers=20001, answers=0",
    })
    void refusesARunWithAnyAnswerThatWasNotExpected(String clean, String dirty) {
        WrkReport report = WrkReport.parse(OUTPUT.replace(clean, dirty));

        assertThatThrownBy(() -> report.mustBeClean("hold"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hold");
    }

    @Test
    void showsTheFirstAnswerThatWasNotExpected() {
        WrkReport report =
                WrkReport.parse(OUTPUT.replace("others=0", "others=7") + "sample 409 {\"code\":\"seat-taken\"}\n");

        assertThatThrownBy(() -> report.mustBeClean("hold")).hasMessageContaining("409 {\"code\":\"seat-taken\"}");
    }

    @Test
    void saysWhatWrkSaidInsteadOfAReport() {
        assertThatThrownBy(() -> WrkReport.parse("unable to connect to 127.0.0.1:1 Connection refused"))
                .hasMessageContaining("Connection refused");
    }
}
