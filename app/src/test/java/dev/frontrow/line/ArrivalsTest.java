package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();
    private long last = 5_000;

    private void join(double perSecond, int seconds) {
        for (int second = 0; second < seconds; second++) {
            last += Math.round(perSecond);
            arrivals.observe(1, last);
        }
    }

    @Test
    void whoWasThereFromTheStartHasNotCome() {
        arrivals.observe(1, last);
        join(0, 10);

        assertThat(arrivals.within(600, 5_000)).isZero();
    }

    @Test
    void whoCameWhileTheLineStoodTellsNothing() {
        for (int second = 0; second < 100; second++) {
            last += 50;
            arrivals.observe(0, last);
        }
        join(0, 3);

        assertThat(arrivals.within(600, 5_000)).isZero();
    }

    @Test
    void aFewSecondsTellHowFastTheyCome() {
        arrivals.observe(1, last);
        join(10, 3);

        assertThat(arrivals.within(30, 5_000)).isCloseTo(300, withinPercentage(5));
    }

    @Test
    void aRushIsSoonOver() {
        arrivals.observe(1, last);
        join(10, 60);

        assertThat(arrivals.within(100_000, 5_000)).isLessThan(10_000);
    }

    @Test
    void followsARushThatEnds() {
        arrivals.observe(1, last);
        join(10, 600);
        join(0, 600);

        assertThat(arrivals.within(600, 5_000)).isLessThan(60);
    }

    /// Without observations some arrivals are expected, in proportion to those already in line.
    @Test
    void expectsSomeBeforeAnythingWasSeen() {
        assertThat(arrivals.within(600, 9_000)).isBetween(1_000.0, 3_000.0);
        assertThat(arrivals.within(600, 0)).isZero();
    }
}
