package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frontrow.figures.Bar;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void takesTheMiddleOne() {
        assertThat(Medians.of(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void takesTheMeanOfTheMiddleTwo() {
        assertThat(Medians.of(9, 1, 4, 6)).isEqualTo(5);
    }

    @Test
    void missesEveryBarWhereNothingWasMeasured() {
        assertThat(Bar.atLeast(0).isMetBy(Medians.of())).isFalse();
        assertThat(Bar.atMost(20).isMetBy(Medians.of())).isFalse();
    }

    /// A disturbed round is slow on both sides. The ratio of the medians would be 250 to 300 here.
    @Test
    void comparesWithinEachRound() {
        List<Run> runs = List.of(perSecond(100), perSecond(10), perSecond(500), perSecond(400));
        List<Run> rivals = List.of(perSecond(200), perSecond(20), perSecond(1000), perSecond(400));

        assertThat(Medians.ofRatios(runs, rivals)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void sidesWithTheSecondRunOfNoRound() {
        // In each round, the second of the two runs has half the rate of the first.
        List<Run> runs = List.of(perSecond(50), perSecond(100), perSecond(50));
        List<Run> rivals = List.of(perSecond(100), perSecond(50), perSecond(100));

        assertThat(Medians.ofRatios(runs, rivals)).isCloseTo(1, within(1e-9));
    }

    @Test
    void refusesRoundsWithoutARival() {
        assertThatThrownBy(() -> Medians.ofRatios(List.of(perSecond(1)), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsARunThatEndedEarlyByTheTimeThatItTook() {
        Run cutShort = new Run(500, Duration.ofMillis(250), Duration.ofMillis(100));

        assertThat(cutShort.perSecond()).isEqualTo(2_000);
        assertThat(cutShort.cpuMicros()).isEqualTo(200);
    }

    private static Run perSecond(int answers) {
        return new Run(answers, Duration.ofSeconds(1), Duration.ZERO);
    }
}
