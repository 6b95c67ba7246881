package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

    private static final Duration LONGEST_VISIT = Duration.ofMinutes(10);

    private static final double STEP = 0.01;

    private static Forecast.Span behind(Forecast forecast, double work) {
        return forecast.behind(new Forecast.Work(work, work, work));
    }

    private static double likely(Forecast forecast, double work) {
        return behind(forecast, work).likely();
    }

    /// By how much the latest wait exceeds the likely one, as a share.
    private static double doubt(Forecast forecast) {
        Forecast.Span span = behind(forecast, 1_000);
        return span.latest() / span.likely() - 1;
    }

    /// A forecast that has seen this share give up each second, for long enough to rely on it.
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

        assertThat(likely(givingUp(flow, share), work)).isCloseTo(seconds, withinPercentage(1));
    }

    @Test
    void nothingAheadIsNoWait() {
        assertThat(likely(new Forecast(5, LONGEST_VISIT), 0)).isZero();
    }

    @Test
    void waitGrowsWithTheWork() {
        Forecast forecast = givingUp(2, 0.0005);
        double before = -1;
        for (double work = 0; work < 100_000; work = work * 1.3 + 1) {
            double wait = likely(forecast, work);
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

        assertThat(likely(forecast, 1e9)).isFinite().isLessThanOrEqualTo(2 * 86_400);
    }

    @Test
    void goesByTheRateWhereOnlyTheRateBinds() {
        Forecast forecast = givingUp(5, 0);
        for (int second = 0; second < 1_000; second++) {
            forecast.observeFlow(1, 0.5, true, 5);
        }
        assertThat(likely(forecast, 100)).isCloseTo(200, withinPercentage(1));

        forecast.observeFlow(1, 0.5, false, 10);

        assertThat(likely(forecast, 100)).isCloseTo(10, withinPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "-5,3", "-3,5", "0,0", "-1,0", "5,0"})
    void whoComesBackIsNoReasonToKnowNothing(long fellSilent, long waiting) {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);

        forecast.observeGivingUp(1, fellSilent, waiting);

        assertThat(likely(forecast, 100)).isFinite().isPositive();
    }

    /// Ten places and visits of five minutes admit two people per minute, at any rate.
    @Test
    void fullRoomLetsInAsOftenAsSomebodyGoes() {
        Forecast forecast = new Forecast(100, LONGEST_VISIT);

        forecast.observeFull(1, 10, 100);

        assertThat(likely(forecast, 4)).isCloseTo(120, withinPercentage(2));
    }

    @Test
    void learnsHowLongVisitsTakeAndDoubtsLessWithEach() {
        Forecast forecast = new Forecast(100, LONGEST_VISIT);
        forecast.observeFull(1, 10, 100);
        double doubtBefore = doubt(forecast);

        for (int visit = 0; visit < 1_000; visit++) {
            forecast.observeVisit(30);
        }
        for (int second = 0; second < 1_200; second++) {
            forecast.observeFull(1, 10, 100);
        }

        assertThat(likely(forecast, 10)).isCloseTo(30, withinPercentage(5));
        assertThat(doubt(forecast)).isLessThan(doubtBefore / 5);
    }

    @Test
    void doubtsNothingWhileTheRateDecides() {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);
        forecast.observeFull(1, 10, 5);

        forecast.observeFlow(1, 5, false, 5);

        assertThat(doubt(forecast)).isZero();
        assertThat(likely(forecast, 10)).isCloseTo(2, withinPercentage(1));
    }

    @Test
    void whatHoldsTheLineBackIsNoSteadyLine() {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);
        assertThat(behind(forecast, 10).steady()).isTrue();

        forecast.observeFlow(1, 1, true, 5);
        assertThat(behind(forecast, 10).steady()).isFalse();

        forecast.observeFlow(1, 5, false, 5);
        assertThat(behind(forecast, 10).steady()).isTrue();

        forecast.observeFull(1, 10, 5);
        assertThat(behind(forecast, 10).steady()).isFalse();
    }

    /// Otherwise one slow minute would turn a wait of half an hour into a forecast of five hours.
    @Test
    void aSlowShopIsThoughtToRecover() {
        Forecast forecast = givingUp(10, 0);
        slow(forecast, 0.1, 60);
        Forecast.Span span = behind(forecast, 18_000);

        assertThat(span.likely()).isBetween(1_800.0, 2_100.0);
        assertThat(span.soonest()).isBetween(1_800.0, span.likely());
        assertThat(span.latest()).isBetween(span.likely(), 2_600.0);
    }

    @Test
    void theLongerAShopIsSlowTheLongerItWillBe() {
        Forecast briefly = givingUp(10, 0);
        slow(briefly, 0.1, 60);
        Forecast longer = givingUp(10, 0);
        slow(longer, 0.1, 900);

        assertThat(likely(longer, 18_000)).isGreaterThan(likely(briefly, 18_000) + 300);
    }

    @Test
    void aRateThatRisesIsSoonWholeAgain() {
        Forecast forecast = givingUp(10, 0);
        slow(forecast, 0.1, 600);
        double before = likely(forecast, 18_000);

        slow(forecast, 0.5, 1);

        assertThat(likely(forecast, 18_000)).isLessThan(before - 200);
        slow(forecast, 1, 1);
        assertThat(behind(forecast, 18_000).steady()).isTrue();
    }

    private static void slow(Forecast forecast, double factor, int seconds) {
        for (int second = 0; second < seconds; second++) {
            forecast.observeFlow(1, 10 * factor, false, 10 * factor);
            forecast.observeFactor(1, factor, 10);
        }
    }

    @Test
    void whoWantsTheLastSeatsMayWaitLonger() {
        Forecast forecast = new Forecast(5, LONGEST_VISIT);
        assertThat(doubt(forecast)).isZero();

        forecast.observeStock(100_000);
        assertThat(doubt(forecast)).isZero();

        forecast.observeStock(1_200);
        assertThat(doubt(forecast)).isGreaterThan(0.5);
    }
}
