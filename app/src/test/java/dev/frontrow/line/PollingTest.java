package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {

    private static final int PLACES = 100_000;
    private static final int PARTS = 50;
    /// The value that chi² of fifty classes exceeds by chance with a probability of 0.001.
    private static final double CHI_SQUARE_MAX = 85.4;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 5, 10, 60, 100, 300, 1_000, 86_400, 1e9})
    void asksNeitherTooOftenNorTooRarely(double wait) {
        for (long position = 0; position < 5_000; position++) {
            assertThat(Polling.after(wait, position)).isBetween(Polling.SHORTEST, Polling.LONGEST);
        }
    }

    @Test
    void asksSeveralTimesBeforeTheTurnComes() {
        for (double wait = 20; wait < 10_000; wait *= 1.1) {
            assertThat((double) Polling.after(wait, 17).toMillis()).isLessThan(wait * 1_000 / 5);
        }
    }

    @Test
    void asksNoOftenerTheLongerTheWait() {
        Duration before = Duration.ZERO;
        for (double wait = 0; wait < 2_000; wait += 7) {
            Duration after = Polling.after(wait, 42);
            assertThat(after).isGreaterThanOrEqualTo(before);
            before = after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, Integer.MAX_VALUE})
    void placesSideBySideDoNotAskTogether(long first) {
        assertThat(chiSquare(first, position -> Polling.after(100, position))).isLessThan(CHI_SQUARE_MAX);
    }

    @Test
    void neighboursAskAtDifferentTimes() {
        for (long position = 1; position < 1_000; position++) {
            assertThat(Polling.after(100, position)).isNotEqualTo(Polling.after(100, position + 1));
        }
    }

    @Test
    void spreadIsAShareOfOne() {
        assertThat(LongStream.range(0, 10_000).mapToDouble(Polling::spread)).allMatch(share -> share >= 0 && share < 1);
        assertThat(Polling.spread(Long.MAX_VALUE)).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S", "PT1S", "PT10S", "PT20S"})
    void nobodyIsToldToComeShortlyBeforeTheOpening(Duration untilOpening) {
        for (long number = 1; number < 10_000; number++) {
            assertThat(Polling.beforeOpening(untilOpening, 10_000, number)).isGreaterThanOrEqualTo(untilOpening);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT31S", "PT1M", "PT10M", "P2D"})
    void asksNowAndThenWhileTheOpeningIsFar(Duration untilOpening) {
        for (long number = 1; number < 10_000; number++) {
            assertThat(Polling.beforeOpening(untilOpening, 1_000_000, number))
                    .isBetween(Polling.LONGEST.dividedBy(2), Polling.LONGEST);
        }
        assertThat(chiSquare(1, number -> Polling.beforeOpening(untilOpening, PLACES, number)))
                .isLessThan(CHI_SQUARE_MAX);
    }

    @Test
    void crowdComesAfterTheOpeningOneByOne() {
        Duration untilOpening = Duration.ofSeconds(10);

        assertThat(chiSquare(1, number -> Polling.beforeOpening(untilOpening, PLACES, number)))
                .isLessThan(CHI_SQUARE_MAX);
        long inTheFirstSecond = LongStream.range(0, PLACES)
                .filter(number ->
                        Polling.beforeOpening(untilOpening, PLACES, number).compareTo(untilOpening.plusSeconds(1)) < 0)
                .count();
        assertThat(inTheFirstSecond).isBetween(1L, PLACES / 10L);
    }

    /// A buyer who polls when told must not count as missing.
    @ParameterizedTest
    @ValueSource(longs = {1, 10_000, 1_000_000, 1_000_000_000})
    void everybodyHasAskedByTheTimeThatTheyArePresumedFor(long registrations) {
        for (long number = 1; number < 5_000; number++) {
            Duration after = Polling.beforeOpening(Duration.ofSeconds(20), registrations, number);
            assertThat(after.minusSeconds(20)).isLessThan(Line.PRESUMED_FOR);
        }
    }

    @Test
    void smallCrowdComesAtOnce() {
        assertThat(Polling.beforeOpening(Duration.ofSeconds(10), 100, 57)).isLessThan(Duration.ofSeconds(11));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT-1H"})
    void openingThatIsLateIsAskedForAgainAfterAWhile(Duration untilOpening) {
        for (long number = 1; number < 5_000; number++) {
            assertThat(Polling.beforeOpening(untilOpening, 1_000_000, number))
                    .isBetween(Polling.SHORTEST, Polling.LONGEST);
        }
    }

    private static double chiSquare(long first, LongFunction<Duration> after) {
        long[] times = LongStream.range(first, first + PLACES)
                .map(position -> after.apply(position).toMillis())
                .toArray();
        long earliest = Arrays.stream(times).min().orElseThrow();
        long latest = Arrays.stream(times).max().orElseThrow();
        assertThat(latest - earliest).isGreaterThan(500);
        long[] counts = new long[PARTS];
        for (long time : times) {
            counts[(int) ((time - earliest) * PARTS / (latest - earliest + 1))]++;
        }
        double expected = (double) PLACES / PARTS;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
