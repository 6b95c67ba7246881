package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class SlowClientSettingsTest {

    private static final DataSize SIZE = DataSize.ofKilobytes(8);

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, head-time-max",
        "10, 0, 10, body-time-max",
        "10, 10, 0, answer-time-max",
        "10, 10, -1, answer-time-max"
    })
    void refusesTimesThatNobodyCouldKeep(int head, int body, int answer, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlowClientSettings(
                        Duration.ofSeconds(head), Duration.ofSeconds(body), Duration.ofSeconds(answer), SIZE, SIZE))
                .withMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void refusesSizesOfNothing(int rate, int memory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlowClientSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        DataSize.ofBytes(rate),
                        DataSize.ofBytes(memory)))
                .withMessageContaining("at least 1 byte");
    }

    @Test
    void aLargeBodyHasTheTimeThatItsLengthTakes() {
        var second = Duration.ofSeconds(1);
        var slow = new SlowClientSettings(second, Duration.ofSeconds(10), second, SIZE, SIZE);

        assertThat(slow.bodyTimeMax(0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(slow.bodyTimeMax(SIZE.toBytes() * 60)).isEqualTo(Duration.ofSeconds(70));
    }
}
