package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final int FAR_APART = 100_000;

    private final Calibration calibration = new Calibration();
    private final Calibration.Pending pending = calibration.new Pending();
    private long position;
    private int second;

    /// What the truth is over the forecast.
    enum Ratios {
        NARROW(dice -> Math.exp(0.05 * dice.nextGaussian())),
        WIDE(dice -> Math.exp(0.6 * dice.nextGaussian())),
        EVEN(dice -> 0.5 + 1.5 * dice.nextDouble()),
        ALWAYS_LONGER(dice -> 1.5 + 0.5 * dice.nextDouble()),
        TWO_WORLDS(dice -> dice.nextBoolean() ? 0.7 + 0.1 * dice.nextDouble() : 1.4 + 0.2 * dice.nextDouble());

        private final ToDoubleFunction<Random> draw;

        Ratios(ToDoubleFunction<Random> draw) {
            this.draw = draw;
        }

        double draw(Random dice) {
            return draw.applyAsDouble(dice);
        }
    }

    private void comesTrue(double forecast, double truth) {
        second += FAR_APART;
        position++;
        pending.sample(position, second, forecast);
        pending.judge(position, second + (int) Math.round(truth));
    }

    private boolean holds(double forecast, double truth) {
        Calibration.Range range = calibration.range(forecast);
        return range.low() <= truth && truth <= range.high();
    }

    private double width(double forecast) {
        Calibration.Range range = calibration.range(forecast);
        return range.high() / range.low();
    }

    @Test
    void holdsTheForecastItselfAtFirst() {
        for (double wait = 1; wait < 100_000; wait *= 1.5) {
            assertThat(calibration.range(wait).low()).isPositive().isLessThan(wait);
            assertThat(calibration.range(wait).high()).isGreaterThan(wait);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsFourOutOfFiveOfWhatComes(Ratios ratios) {
        var dice = new Random(1);
        double forecast = 3_000;
        for (int i = 0; i < 200; i++) {
            comesTrue(forecast, forecast * ratios.draw(dice));
        }
        int held = 0;
        int draws = 5_000;
        for (int i = 0; i < draws; i++) {
            double truth = forecast * ratios.draw(dice);
            held += holds(forecast, truth) ? 1 : 0;
            comesTrue(forecast, truth);
        }

        assertThat((double) held / draws).isBetween(0.75, 0.90);
    }

    @ParameterizedTest
    @EnumSource
    void isNeverSurerOfLongerWaitsThanOfTheShorterOnesThatProvedIt(Ratios ratios) {
        var dice = new Random(2);
        for (int i = 0; i < 50; i++) {
            comesTrue(60, 60 * ratios.draw(dice));
        }

        for (double wait = 60; wait < 20_000; wait *= 2) {
            assertThat(width(wait * 2)).isGreaterThanOrEqualTo(width(wait));
        }
    }

    @Test
    void whatWasProvedForShortWaitsLeavesProvedLongOnesAlone() {
        var dice = new Random(3);
        for (int i = 0; i < 50; i++) {
            comesTrue(3_000, 3_000 * Ratios.NARROW.draw(dice));
        }
        Calibration.Range proved = calibration.range(3_000);

        for (int i = 0; i < 50; i++) {
            comesTrue(60, 60 * Ratios.WIDE.draw(dice));
        }

        assertThat(calibration.range(3_000)).isEqualTo(proved);
    }

    @Test
    void followsAWorldThatChanges() {
        var dice = new Random(4);
        for (int i = 0; i < 500; i++) {
            comesTrue(1_000, 1_000 * Ratios.NARROW.draw(dice));
        }
        for (int i = 0; i < 500; i++) {
            comesTrue(1_000, 2_000 * Ratios.NARROW.draw(dice));
        }

        assertThat(holds(1_000, 2_000)).isTrue();
        assertThat(holds(1_000, 1_000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewExperiencesProveNothing(int count) {
        Calibration.Range before = calibration.range(1_000);
        for (int i = 0; i < count; i++) {
            comesTrue(1_000, 9_000);
        }

        assertThat(calibration.range(1_000)).isEqualTo(before);
    }

    @Test
    void judgesNobodyWhoseTurnHasNotCome() {
        for (int i = 0; i < 100; i++) {
            second += FAR_APART;
            pending.sample(1_000 + i, second, 1_000);
        }
        Calibration.Range before = calibration.range(1_000);

        pending.judge(999, second);
        assertThat(calibration.range(1_000)).isEqualTo(before);
        pending.judge(1_099, second + 1);
        assertThat(calibration.range(1_000)).isNotEqualTo(before);
    }

    @Test
    void forgetsWhatCanNotBeJudged() {
        for (int i = 0; i < 100; i++) {
            second += FAR_APART;
            pending.sample(i, second, 1_000);
        }
        Calibration.Range before = calibration.range(1_000);

        pending.clear();
        pending.judge(100, second);

        assertThat(calibration.range(1_000)).isEqualTo(before);
    }

    /// A turn that comes at once is a wait all the same.
    @Test
    void staysFiniteWhateverComesTrue() {
        for (int i = 0; i < 100; i++) {
            comesTrue(1, 0);
            comesTrue(100_000, 0);
        }

        for (double wait : new double[] {0, 0.5, 1, 100, 172_800}) {
            assertThat(calibration.range(wait).low()).isFinite().isNotNegative();
            assertThat(calibration.range(wait).high()).isFinite().isNotNegative();
        }
    }
}
