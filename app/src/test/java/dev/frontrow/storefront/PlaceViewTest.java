package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.storefront.PlaceView.WaitView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceViewTest {

    /// A wait is rounded to the wider range: the low end down, the high end up.
    @ParameterizedTest
    @CsvSource({
        "0, 0, soon, 0, 1",
        "30, 60, soon, 0, 1",
        "30, 61, minutes, 1, 2",
        "125, 610, minutes, 2, 11",
        "3540, 7140, minutes, 59, 119",
        "3540, 7141, upToHours, 59, 2",
        "3600, 7201, hours, 1, 3",
        "36000, 40000, hours, 10, 12"
    })
    void tellsWaitsInReadableUnits(long lowSeconds, long highSeconds, String unit, long low, long high) {
        assertThat(WaitView.of(lowSeconds, highSeconds)).isEqualTo(new WaitView(unit, low, high));
    }
}
