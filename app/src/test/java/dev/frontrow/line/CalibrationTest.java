package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final int FAR_APART = 100_000;
    private static final int PLACES = 1_000;

    private final Calibration calibration = new Calibration();
    private final Calibration.Pending pending = calibration.new Pending();
    private final Calibration.Pending otherLane = calibration.new Pending();
    private long position;
    private int second;

    /// Distributions of the ratio of the true wait to the forecast.
    enum Ratios {
        STEADY(dice -> Math.exp(0.01 * dice.nextGaussian())),
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

    private static Forecast.Span span(double forecast) {
        return new Forecast.Span(forecast, forecast, forecast, true);
    }

    private void comesTrue(Calibration.Pending lane, double forecast, double truth) {
        second += FAR_APART;
        position++;
        lane.sample(position, second, span(forecast));
        lane.judge(position, second + (int) Math.round(truth));
    }

    private void comesTrue(double forecast, double truth) {
        comesTrue(pending, forecast, truth);
    }

    /// Returns the share of places whose range contains the truth.
    private double held(double forecast, double truth) {
        int held = 0;
        for (int place = 1; place <= PLACES; place++) {
            Calibration.Range range = pending.range(span(forecast), place);
            held += range.low() <= truth && truth <= range.high() ? 1 : 0;
        }
        return (double) held / PLACES;
    }

    /// Returns the width of the whole band; each place is told a part of it.
    private static double width(Calibration.Pending lane, double forecast) {
        double low = Double.MAX_VALUE;
        double high = 0;
        for (int place = 1; place <= PLACES; place++) {
            Calibration.Range range = lane.range(span(forecast), place);
            low = Math.min(low, range.low());
            high = Math.max(high, range.high());
        }
        return high / low;
    }

    @Test
    void mostPlacesAreToldTheForecastItselfAtFirst() {
        for (double wait = 1; wait < 100_000; wait *= 1.5) {
            assertThat(held(wait, wait)).as("a wait of %.0f s", wait).isBetween(0.75, 0.95);
        }
    }

    /// All waiting places share one true ratio. For any ratio, about the same share of ranges is right.
    @ParameterizedTest
    @ValueSource(doubles = {0.93, 1, 1.05, 1.1, 1.2, 1.25})
    void aboutAsManyAreRightWhateverTheTruthIs(double ratio) {
        assertThat(held(3_000, 3_000 * ratio)).isBetween(0.75, 0.92);
    }

    @ParameterizedTest
    @EnumSource
    void holdsFourOutOfFiveOfWhatComes(Ratios ratios) {
        var dice = new Random(1);
        double forecast = 3_000;
        for (int i = 0; i < 200; i++) {
            comesTrue(forecast, forecast * ratios.draw(dice));
        }
        double held = 0;
        int draws = 500;
        for (int i = 0; i < draws; i++) {
            double truth = forecast * ratios.draw(dice);
            held += held(forecast, truth);
            comesTrue(forecast, truth);
        }

        assertThat(held / draws).isBetween(0.75, 0.92);
    }

    @Test
    void aPlaceIsAlwaysToldTheSamePartOfTheBand() {
        for (int place = 1; place <= PLACES; place++) {
            assertThat(pending.range(span(900), place)).isEqualTo(pending.range(span(900), place));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRangeIsWiderThanItMayBe(Ratios ratios) {
        var dice = new Random(2);
        for (int i = 0; i < 300; i++) {
            comesTrue(1_000, 1_000 * Math.pow(ratios.draw(dice), 9));
        }
        for (int place = 1; place <= PLACES; place++) {
            Calibration.Range range = pending.range(span(1_000), place);
            assertThat(range.low()).isBetween(249.0, range.high());
            assertThat(range.high()).isLessThan(4_010);
        }
    }

    @Test
    void experienceMakesTheRangesNarrower() {
        var dice = new Random(3);
        double before = width(pending, 3_000);
        for (int i = 0; i < 50; i++) {
            comesTrue(3_000, 3_000 * Ratios.STEADY.draw(dice));
        }

        assertThat(Math.log(width(pending, 3_000))).isLessThan(Math.log(before) * 0.7);
    }

    /// Correct forecasts of short waits are weak evidence about long ones.
    @Test
    void theLongerTheWaitTheLessOfItIsProvedByShortOnes() {
        var dice = new Random(4);
        double before = width(pending, 4_000);
        for (int i = 0; i < 100; i++) {
            comesTrue(60, 60 * Ratios.STEADY.draw(dice));
        }

        assertThat(width(pending, 4_000)).isBetween(before * 0.95, before * 1.001);
        assertThat(width(pending, 60)).isLessThan(width(pending, 120));
    }

    @Test
    void whatWasProvedForShortWaitsLeavesProvedLongOnesAlone() {
        var dice = new Random(5);
        for (int i = 0; i < 50; i++) {
            comesTrue(3_000, 3_000 * Ratios.NARROW.draw(dice));
        }
        Calibration.Range proved = pending.range(span(3_000), 7);

        for (int i = 0; i < 50; i++) {
            comesTrue(60, 60 * Ratios.WIDE.draw(dice));
        }

        assertThat(pending.range(span(3_000), 7)).isEqualTo(proved);
    }

    @Test
    void laneLearnsRatherFromItselfThanFromTheOtherOne() {
        var dice = new Random(6);
        double before = width(pending, 3_000);
        for (int i = 0; i < 100; i++) {
            comesTrue(otherLane, 3_000, 3_000 * Ratios.STEADY.draw(dice));
        }

        assertThat(width(pending, 3_000)).isLessThan(before);
        assertThat(width(otherLane, 3_000)).isLessThan(width(pending, 3_000));

        for (int i = 0; i < 100; i++) {
            comesTrue(3_000, 5_000 * Ratios.STEADY.draw(dice));
        }
        assertThat(held(3_000, 5_000)).isGreaterThan(0.75);
    }

    /// Waits while something delays the line are no evidence about a steady line.
    @Test
    void whatHeldTheLineBackProvesNothingAboutASteadyLine() {
        Calibration.Range before = pending.range(span(1_000), 7);
        for (int i = 0; i < 100; i++) {
            second += FAR_APART;
            position++;
            pending.sample(position, second, new Forecast.Span(500, 1_000, 2_000, false));
            pending.judge(position, second + 3_000);
        }

        assertThat(pending.range(span(1_000), 7)).isEqualTo(before);
    }

    @Test
    void followsAWorldThatChanges() {
        var dice = new Random(7);
        for (int i = 0; i < 500; i++) {
            comesTrue(1_000, 1_000 * Ratios.NARROW.draw(dice));
        }
        for (int i = 0; i < 500; i++) {
            comesTrue(1_000, 2_000 * Ratios.NARROW.draw(dice));
        }

        assertThat(held(1_000, 2_000)).isGreaterThan(0.75);
        assertThat(held(1_000, 1_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewExperiencesProveNothing(int count) {
        Calibration.Range before = pending.range(span(1_000), 7);
        for (int i = 0; i < count; i++) {
            comesTrue(1_000, 9_000);
        }

        assertThat(pending.range(span(1_000), 7)).isEqualTo(before);
    }

    @Test
    void judgesNobodyWhoseTurnHasNotCome() {
        for (int i = 0; i < 100; i++) {
            second += FAR_APART;
            pending.sample(1_000 + i, second, span(1_000));
        }
        Calibration.Range before = pending.range(span(1_000), 7);

        pending.judge(999, second);
        assertThat(pending.range(span(1_000), 7)).isEqualTo(before);
        pending.judge(1_099, second + 1);
        assertThat(pending.range(span(1_000), 7)).isNotEqualTo(before);
    }

    @Test
    void forgetsWhatCanNotBeJudged() {
        for (int i = 0; i < 100; i++) {
            second += FAR_APART;
            pending.sample(i, second, span(1_000));
        }
        Calibration.Range before = pending.range(span(1_000), 7);

        pending.clear();
        pending.judge(100, second);

        assertThat(pending.range(span(1_000), 7)).isEqualTo(before);
    }

    /// A wait of zero is evidence too.
    @Test
    void staysFiniteWhateverComesTrue() {
        for (int i = 0; i < 100; i++) {
            comesTrue(1, 0);
            comesTrue(100_000, 0);
        }

        for (double wait : new double[] {0, 0.5, 1, 100, 172_800}) {
            for (int place = 1; place <= 100; place++) {
                Calibration.Range range = pending.range(span(wait), place);
                assertThat(range.low()).isFinite().isNotNegative();
                assertThat(range.high()).isFinite().isNotNegative();
                assertThat(range.least()).isFinite().isNotNegative();
            }
        }
    }
}
