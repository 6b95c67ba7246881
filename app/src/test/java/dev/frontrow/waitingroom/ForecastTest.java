package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

    private static final Duration LONGEST_VISIT = Duration.ofMinutes(10);

    private static final double ALONE = 0;
    private static final double ENDLESS = 1e12;
    private static final double STEP = 0.01;

    /// A forecast that has seen this share give up each second for long enough to believe it.
    private static Forecast givingUp(double flow, double share) {
        Forecast forecast = new Forecast(flow, LONGEST_VISIT);
        long people = 10_000_000;
        long fell = Math.round(people * share);
        for (int second = 0; second < 30_000; second++) {
            forecast.observeGivingUp(1, fell, people - fell);
        }
        return forecast;
    }

    @ParameterizedTest
    @CsvSource({"100,1,0.0001", "5000,2,0.0005", "5000,10,0.00001", "20000,5,0.001", "3,0.1,0.0002", "60000,20,0"})
    void agreesWithTheEquationStepByStep(double work, double flow, double share) {
        double ahead = work;
        double seconds = 0;
        while (ahead > 0) {
            ahead -= (flow + share * ahead) * STEP;
            seconds += STEP;
        }

        assertThat(givingUp(flow, share).secondsBehind(work, 1, ALONE)).isCloseTo(seconds, withinPercentage(1));
    }

    /// Both lanes flow at once, each at its share, until one is empty.
    @ParameterizedTest
    @CsvSource({
        "1000,0.3,0",
        "1000,0.3,10",
        "1000,0.3,2000",
        "1000,0.3,2333",
        "1000,0.3,5000",
        "1000,0.7,100",
        "1000,0.7,1000",
        "10,0.7,1000"
    })
    void agreesWithTwoLanesStepByStep(double work, double share, double otherWork) {
        double flow = 5;
        double own = work;
        double other = otherWork;
        double seconds = 0;
        while (own > 0) {
            own -= (other > 0 ? share : 1) * flow * STEP;
            other -= (1 - share) * flow * STEP;
            seconds += STEP;
        }

        assertThat(givingUp(flow, 0).secondsBehind(work, share, otherWork)).isCloseTo(seconds, withinPercentage(1));
    }

    @Test
    void laneWaitsNoShorterForTheOtherOne() {
        Forecast forecast = givingUp(5, 0.0001);

        double before = 0;
        for (double other = 0; other < 10_000; other += 100) {
            double wait = forecast.secondsBehind(1_000, 0.3, other);
            assertThat(wait).isGreaterThanOrEqualTo(before);
            before = wait;
        }
        assertThat(before).isEqualTo(forecast.secondsBehind(1_000, 0.3, ENDLESS));
    }

    @Test
    void nothingAheadIsNoWait() {
        assertThat(new Forecast(5, LONGEST_VISIT).secondsBehind(0, 0.3, ENDLESS))
                .isZero();
    }

    @Test
    void waitGrowsWithTheWork() {
        Forecast forecast = givingUp(2, 0.0005);
        double before = -1;
        for (double work = 0; work < 100_000; work = work * 1.3 + 1) {
            double wait = forecast.secondsBehind(work, 0.7, 500);
            assertThat(wait).isGreaterThan(before);
            before = wait;
        }
    }

    @Test
    void lineThatStandsIsToldAnEnd() {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);
        for (int second = 0; second < 10_000; second++) {
            forecast.observeFlow(1, 0, true, 5);
        }

        assertThat(forecast.secondsBehind(1e9, 0.3, ENDLESS)).isFinite().isLessThanOrEqualTo(2 * 86_400);
    }

    @Test
    void goesByTheRateWhereOnlyTheRateBinds() {
        Forecast forecast = givingUp(5, 0);
        for (int second = 0; second < 1_000; second++) {
            forecast.observeFlow(1, 0.5, true, 5);
        }
        assertThat(forecast.secondsBehind(100, 1, ALONE)).isCloseTo(200, withinPercentage(1));

        forecast.observeFlow(1, 0.5, false, 10);

        assertThat(forecast.secondsBehind(100, 1, ALONE)).isCloseTo(10, withinPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "-5,3", "-3,5", "0,0", "-1,0", "5,0"})
    void whoComesBackIsNoReasonToKnowNothing(long fellSilent, long waiting) {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);

        forecast.observeGivingUp(1, fellSilent, waiting);

        assertThat(forecast.secondsBehind(100, 1, ALONE)).isFinite().isPositive();
    }

    /// Ten places and visits of five minutes let in two people a minute, whatever the rate.
    @Test
    void fullRoomLetsInAsOftenAsSomebodyGoes() {
        Forecast forecast = new Forecast(100, LONGEST_VISIT);

        forecast.observeFull(1, 10, 100);

        assertThat(forecast.secondsBehind(4, 1, ALONE)).isCloseTo(120, withinPercentage(2));
    }

    @Test
    void learnsHowLongVisitsTakeAndDoubtsLessWithEach() {
        Forecast forecast = new Forecast(100, LONGEST_VISIT);
        forecast.observeFull(1, 10, 100);
        double doubtBefore = forecast.doubt();

        for (int visit = 0; visit < 1_000; visit++) {
            forecast.observeVisit(30);
        }
        for (int second = 0; second < 1_200; second++) {
            forecast.observeFull(1, 10, 100);
        }

        assertThat(forecast.secondsBehind(10, 1, ALONE)).isCloseTo(30, withinPercentage(5));
        assertThat(forecast.doubt()).isLessThan(doubtBefore / 5);
    }

    @Test
    void doubtsNothingWhileTheRateDecides() {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);
        forecast.observeFull(1, 10, 5);

        forecast.observeFlow(1, 5, false, 5);

        assertThat(forecast.doubt()).isZero();
        assertThat(forecast.secondsBehind(10, 1, ALONE)).isCloseTo(2, withinPercentage(1));
    }
}
