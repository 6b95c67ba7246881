package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshingBoardTest {

    /// So that the largest house, too, is read before its board is too old.
    @ParameterizedTest
    @CsvSource({
        "1, 2500",
        "2500, 2500",
        "2501, 2500",
        "20000, 2500",
        "20000, 7500",
        "100000, 2500",
        "100000, 7500",
    })
    void pausesOfAReadingTakeNoLongerTogetherThanTheyMay(int places, int ofPart) {
        Duration rest = RefreshingBoard.rest(places, ofPart);

        assertThat(rest).isPositive().isLessThanOrEqualTo(Duration.ofMillis(10));
        assertThat(rest.multipliedBy((places - 1) / ofPart)).isLessThanOrEqualTo(RefreshingBoard.RESTS_MAX);
    }
}
