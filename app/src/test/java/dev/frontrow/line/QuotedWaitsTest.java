package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWaitsTest {

    private final QuotedWaits windows = new QuotedWaits();

    @Test
    void nobodyWasToldAnythingAtFirst() {
        assertThat(windows.latestHigh(1_000_000)).isZero();
        windows.judge(1_000_000, 5);

        assertThat(windows.judged()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"9,0", "10,1", "15,1", "20,1", "21,0"})
    void hitsWithinTheRangeAndItsEnds(int turn, int hits) {
        windows.tell(3, 10, 20, 1);

        windows.judge(3, turn);

        assertThat(windows.judged()).isEqualTo(1);
        assertThat(windows.hits()).isEqualTo(hits);
    }

    @Test
    void judgesTheFirstRangeAndKeepsTheLatestEnd() {
        windows.tell(3, 10, 20, 1);
        windows.tell(3, 30, 40, 2);
        assertThat(windows.latestHigh(3)).isEqualTo(40);
        assertThat(windows.toldAt(3)).isEqualTo(2);

        windows.judge(3, 35);

        assertThat(windows.hits()).isZero();
        assertThat(windows.judged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 16, 17, 1_000, 100_000})
    void growsWithTheLine(long position) {
        windows.tell(1, 1, 2, 1);
        windows.tell(position, 10, 20, 3);

        assertThat(windows.latestHigh(position)).isEqualTo(20);
        assertThat(windows.latestHigh(1)).isEqualTo(2);
        assertThat(windows.latestHigh(position + 1)).isZero();
    }
}
