package dev.frontrow.reservation.cooldown;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoolDownPropertiesTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "0, PT2M, PT32M, PT2H",
        "1001, PT2M, PT32M, PT2H",
        "4, PT0S, PT32M, PT2H",
        "4, PT2M, PT1M, PT2H",
        "4, PT2M, PT32M, PT31M"
    })
    void refusesSettingsThatMakeNoSense(int returnedMax, Duration first, Duration longest, Duration window) {
        assertThatThrownBy(() -> new CoolDownProperties(true, returnedMax, first, longest, window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frontrow.reservation.cool-down");
    }
}
