package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionBudgetTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double PER_SECOND = 10;
    /// The largest share of the earned budget that may be added for no-shows.
    private static final double MADE_UP_MAX = 0.05;

    private static AdmissionBudget empty() {
        var budget = new AdmissionBudget(PER_SECOND);
        budget.spend(budget.credit());
        return budget;
    }

    private static double earnedIn(AdmissionBudget budget, int seconds) {
        double earned = 0;
        for (int second = 0; second < seconds; second++) {
            budget.earn(SECOND, PER_SECOND);
            earned += budget.credit();
            budget.spend(budget.credit());
        }
        return earned;
    }

    @Test
    void earnsEvenlyHoweverTheTimeIsCut() {
        var budget = empty();
        for (int step = 0; step < 100; step++) {
            budget.earn(Duration.ofMillis(10), PER_SECOND);
        }

        assertThat(budget.credit()).isCloseTo(PER_SECOND, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.4, 0.5, 1, 7.5, 1_000})
    void holdsTwoSecondsWorthAndOneArrivalAtLeast(double perSecond) {
        double most = Math.max(1, perSecond * AdmissionBudget.BURST.toSeconds());
        var budget = new AdmissionBudget(perSecond);
        assertThat(budget.credit()).isEqualTo(most);

        budget.earn(Duration.ofDays(1), perSecond);

        assertThat(budget.credit()).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noMinuteSpendsMoreThanItsEarningsAndWhatWasSaved(long seed) {
        var dice = new SplittableRandom(seed);
        var budget = new AdmissionBudget(PER_SECOND);
        double most = PER_SECOND * (60 * (1 + MADE_UP_MAX) + AdmissionBudget.BURST.toSeconds());
        ArrayDeque<double[]> spent = new ArrayDeque<>();
        double time = 0;
        double inAMinute = 0;
        for (int step = 0; step < 20_000; step++) {
            int millis = dice.nextInt(dice.nextInt(20) == 0 ? 5_000 : 300);
            time += millis / 1_000.0;
            budget.earn(Duration.ofMillis(millis), PER_SECOND);
            if (dice.nextInt(3) == 0) {
                budget.owe(dice.nextDouble(-5, 40), PER_SECOND);
            }
            double now = dice.nextInt(4) == 0 ? 0 : budget.credit();
            budget.spend(now);
            spent.addLast(new double[] {time, now});
            inAMinute += now;
            while (spent.getFirst()[0] <= time - 60) {
                inAMinute -= spent.removeFirst()[1];
            }
            assertThat(inAMinute).isLessThanOrEqualTo(most + 1e-6);
        }
    }

    @Test
    void callsAgainWhoDidNotComeButALittleAtATime() {
        var budget = empty();
        budget.owe(20, PER_SECOND);

        assertThat(earnedIn(budget, 1)).isBetween(PER_SECOND, PER_SECOND * (1 + MADE_UP_MAX) + 1e-9);
        assertThat(earnedIn(budget, 299)).isCloseTo(299 * PER_SECOND + 20 - PER_SECOND * MADE_UP_MAX, within(1e-6));
        assertThat(earnedIn(budget, 60)).isCloseTo(60 * PER_SECOND, within(1e-6));
    }

    @Test
    void takesBackForWhoCameUnexpectedButNeverStops() {
        var budget = empty();
        budget.owe(-20, PER_SECOND);

        double first = earnedIn(budget, 1);
        assertThat(first).isPositive().isLessThan(PER_SECOND);
        assertThat(first + earnedIn(budget, 59)).isCloseTo(60 * PER_SECOND - 20, within(1e-6));
    }

    @Test
    void remembersNoMoreThanAMinutesWorth() {
        var owing = empty();
        owing.owe(1e9, PER_SECOND);
        var owed = empty();
        owed.owe(-1e9, PER_SECOND);

        assertThat(earnedIn(owing, 3_600)).isCloseTo(3_660 * PER_SECOND, within(1e-4));
        assertThat(earnedIn(owed, 3_600)).isCloseTo(3_540 * PER_SECOND, within(1e-4));
    }

    @Test
    void lowerRateTakesWhatWasSavedAtTheHigherOne() {
        var budget = new AdmissionBudget(1_000);

        budget.lowerTo(1);
        assertThat(budget.credit()).isEqualTo(AdmissionBudget.BURST.toSeconds());
        budget.lowerTo(1_000);
        assertThat(budget.credit()).isEqualTo(AdmissionBudget.BURST.toSeconds());
    }
}
