package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackOffTest {

    private static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    private static final Duration TARGET = Duration.ofSeconds(1);
    private static final int MANY = 100;

    private final BackOff backOff = new BackOff(TARGET, START);
    private Instant now = START;

    private void window(double timesTarget, long calls) {
        for (int second = 0; second < BackOff.WINDOW.toSeconds(); second++) {
            now = now.plusSeconds(1);
            backOff.observe(new Shop(null, calls, Duration.ofMillis((long) (timesTarget * TARGET.toMillis()))), now);
        }
    }

    private void windows(int count, double timesTarget) {
        for (int i = 0; i < count; i++) {
            window(timesTarget, MANY);
        }
    }

    @Test
    void leavesAllWhileTheShopIsFast() {
        windows(100, 0.5);

        assertThat(backOff.factor()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.01, 1.5, 3, 10})
    void lowersTheRateWithinThreeWindowsOfASlowShop(double timesTarget) {
        windows(3, timesTarget);

        assertThat(backOff.factor()).isLessThan(1);
    }

    @Test
    void atTheTargetIsNotSlow() {
        windows(10, 1);

        assertThat(backOff.factor()).isEqualTo(1);
    }

    @Test
    void oneSlowSecondWithinAWindowIsEnough() {
        backOff.observe(new Shop(null, MANY, TARGET.multipliedBy(3)), START.plusSeconds(1));
        backOff.observe(new Shop(null, MANY, TARGET.dividedBy(10)), START.plus(BackOff.WINDOW));

        assertThat(backOff.factor()).isLessThan(1);
    }

    @Test
    void judgesNothingBeforeTheWindowEnds() {
        backOff.observe(
                new Shop(null, MANY, TARGET.multipliedBy(3)),
                START.plus(BackOff.WINDOW).minusNanos(1));

        assertThat(backOff.factor()).isEqualTo(1);
    }

    @Test
    void handfulOfCallsProvesNothing() {
        now = START.plus(BackOff.WINDOW);
        backOff.observe(new Shop(null, 1, TARGET.multipliedBy(10)), now);

        assertThat(backOff.factor()).isEqualTo(1);
    }

    @Test
    void muchSlowerIsAnsweredFaster() {
        windows(6, 1.5);
        double slow = backOff.factor();
        var other = new BackOffTest();
        other.windows(6, 5);

        assertThat(other.backOff.factor()).isLessThan(slow);
    }

    @Test
    void neverStopsTheLine() {
        windows(1_000, 20);

        assertThat(backOff.factor()).isPositive();
        double lowest = backOff.factor();
        windows(1, 20);
        assertThat(backOff.factor()).isEqualTo(lowest);
    }

    @Test
    void recoversStepByStepToAllOfIt() {
        windows(20, 5);
        double before = backOff.factor();
        double lowest = before;
        int steps = 0;
        while (before < 1) {
            windows(1, 0.5);
            assertThat(backOff.factor()).isGreaterThan(before);
            before = backOff.factor();
            steps++;
        }

        // The factor recovers slowly: a drop in one window takes several windows to recover.
        assertThat(steps).isGreaterThan(10);
        assertThat(lowest).isLessThan(0.5);
        assertThat(backOff.factor()).isEqualTo(1);
    }

    @Test
    void recoversWhereTheShopHasNothingToDo() {
        windows(20, 5);
        for (int i = 0; i < 100; i++) {
            window(0, 0);
        }

        assertThat(backOff.factor()).isEqualTo(1);
    }

    @Test
    void staysWithinItsBoundsWhateverHappens() {
        var dice = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            window(dice.nextDouble() * dice.nextInt(1, 5), dice.nextInt(20));
            assertThat(backOff.factor()).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
    }
}
