package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frontrow.figures.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final int SECONDS = 3_000;
    private static final int PER_SECOND = 10;
    private static final World WORLD = World.slowShop(1, 40_000);
    private static final int FROM = (int) WORLD.slowFrom().toSeconds();
    private static final int TO = (int) WORLD.slowTo().toSeconds();

    @Test
    void readsARateThatFallsAndComesBack() {
        Overload overload = Overload.of(WORLD, reports(second -> second >= FROM + 7 && second < TO + 90 ? 0.5 : 1));

        assertThat(overload.windowsToFall()).isEqualTo(2);
        assertThat(overload.lowest()).isEqualTo(0.5);
        assertThat(overload.minutesToRecover()).isEqualTo(1.5);
        assertThat(overload.overshoot()).isCloseTo(0, within(1e-9));
        assertThat(overload.decreasesAfterwards()).isZero();
    }

    @Test
    void saysWhenTheRateNeverFell() {
        assertThat(Overload.of(WORLD, reports(_ -> 1)).windowsToFall()).isNaN();
    }

    @Test
    void takesARateThatWasLowBeforeForNoFall() {
        assertThat(Overload.of(WORLD, reports(_ -> 0.5)).windowsToFall()).isNaN();
    }

    @Test
    void saysWhenTheRateNeverCameBack() {
        Overload overload = Overload.of(WORLD, reports(second -> second >= FROM ? 0.5 : 1));

        assertThat(overload.minutesToRecover()).isNaN();
        assertThat(Bar.reached().isMetBy(overload.minutesToRecover())).isFalse();
    }

    @Test
    void countsEveryDecreaseAfterTheEnd() {
        Overload overload = Overload.of(WORLD, reports(second -> second >= FROM && second / 100 % 2 == 0 ? 0.5 : 1));

        assertThat(overload.decreasesAfterwards()).isGreaterThan(5);
    }

    @Test
    void findsTheBusiestMinuteAfterTheRateCameBack() {
        List<TickReport> reports =
                reports(second -> second >= FROM && second < TO ? 0.5 : 1, second -> second / 60 == 45 ? 12 : 10);

        assertThat(Overload.of(WORLD, reports).overshoot()).isCloseTo(0.2, within(1e-9));
    }

    private static List<TickReport> reports(IntToDoubleFunction factor) {
        return reports(factor, _ -> PER_SECOND);
    }

    private static List<TickReport> reports(IntToDoubleFunction factor, IntUnaryOperator admitted) {
        return IntStream.range(0, SECONDS)
                .mapToObj(second -> new TickReport(
                        Instant.EPOCH.plusSeconds(second),
                        WORLD.admitPerMinute(),
                        factor.applyAsDouble(second),
                        0,
                        PER_SECOND,
                        admitted.applyAsInt(second),
                        0,
                        0,
                        0,
                        0,
                        Duration.ZERO,
                        Limit.RATE,
                        0))
                .toList();
    }
}
