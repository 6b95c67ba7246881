package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationPropertiesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT5M,  PT30M, FRONTROW_HOLD_TTL",
        "PT5M, PT0S,  PT30M, FRONTROW_HOLD_EXTENSION",
        "PT5M, PT-1S, PT30M, FRONTROW_HOLD_EXTENSION",
        "PT5M, PT5M,  PT5M,  FRONTROW_HOLD_MAX",
        "PT5M, PT5M,  PT1M,  FRONTROW_HOLD_MAX"
    })
    void namesTheTimeThatCannotBe(Duration ttl, Duration extension, Duration max, String setting) {
        assertThatThrownBy(() -> new ReservationProperties(ttl, extension, max, 4, HOUR, 500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting);
    }
}
