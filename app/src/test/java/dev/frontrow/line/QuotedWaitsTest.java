package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWaitsTest {

    private final QuotedWaits quoted = new QuotedWaits();

    @Test
    void nobodyWasToldAnythingAtFirst() {
        assertThat(quoted.latestHigh(1_000_000)).isZero();
        quoted.judge(1_000_000, 5);

        assertThat(quoted.judged()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"9,0", "10,1", "15,1", "20,1", "21,0"})
    void hitsWithinTheRangeAndItsEnds(int turn, int hits) {
        quoted.tell(3, 10, 20, 1);

        quoted.judge(3, turn);

        assertThat(quoted.judged()).isEqualTo(1);
        assertThat(quoted.hits()).isEqualTo(hits);
    }

    @Test
    void whatAnotherNodeToldCountsUnlessSomethingWasToldLaterHere() {
        quoted.tell(3, 10, 40, 5);
        quoted.adopt(3, 30, 4);
        assertThat(quoted.latestHigh(3)).isEqualTo(40);
        quoted.adopt(3, 30, 6);
        assertThat(quoted.toldAt(3)).isEqualTo(6);
        quoted.adopt(3, 35, 6);
        assertThat(quoted.latestHigh(3)).isEqualTo(30);
        quoted.adopt(3, 20, 6);
        assertThat(quoted.latestHigh(3)).isEqualTo(20);
    }

    /// The room was read here only after that.
    @Test
    void whatAnotherNodeToldBeforeTheBeginningCountsAndIsNotJudged() {
        quoted.adopt(3, 30, -7);

        assertThat(quoted.latestHigh(3)).isEqualTo(30);
        assertThat(quoted.toldAt(3)).isEqualTo(1);
        quoted.judge(3, 30);
        assertThat(quoted.judged()).isZero();
    }

    @Test
    void judgesTheFirstRangeAndKeepsTheLatestEnd() {
        quoted.tell(3, 10, 20, 1);
        quoted.tell(3, 30, 40, 2);
        assertThat(quoted.latestHigh(3)).isEqualTo(40);
        assertThat(quoted.toldAt(3)).isEqualTo(2);

        quoted.judge(3, 35);

        assertThat(quoted.hits()).isZero();
        assertThat(quoted.judged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 16, 17, 1_000, 100_000})
    void growsWithTheLine(long position) {
        quoted.tell(1, 1, 2, 1);
        quoted.tell(position, 10, 20, 3);

        assertThat(quoted.latestHigh(position)).isEqualTo(20);
        assertThat(quoted.latestHigh(1)).isEqualTo(2);
        assertThat(quoted.latestHigh(position + 1)).isZero();
    }
}
