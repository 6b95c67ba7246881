package dev.frontrow.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frontrow.line.Lane;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Critical values of chi² at a significance of 0.001. The seeds are fixed, so the tests are deterministic.
class DrawOrderTest {

    /// Literal values from docs/draw.md; the verifier's tests have the same.
    private static final byte[] SEED =
            HexFormat.of().parseHex("2a26fbb3e6f52772eb830eb681b752065f16b6b7682cbbd9b57ecf8b3115b98e");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GENERAL | 1             | 1            1            1            1            1
            GENERAL | 5             | 2            1            3            1            5
            GENERAL | 10            | 7            8            5            1            2
            GENERAL | 1000          | 205          295          942          891          928
            GENERAL | 1000000       | 701100       228216       84595        744262       443259
            GENERAL | 1099511627776 | 108713231554 719614025842 648551535834 482241640992 486663152100
            """)
    void drawsThePublishedPositions(Lane lane, long size, String positions) {
        var order = new DrawOrder(SEED, lane, size);
        var numbers = LongStream.of(1, 2, 3, Math.max(1, size / 2), size).map(number -> Math.min(number, size));

        assertThat(numbers.mapToObj(order::positionOf).toList())
                .isEqualTo(
                        Arrays.stream(positions.split(" +")).map(Long::valueOf).toList());
    }

    @Test
    void drawsEachLaneOnItsOwn() {
        assertThat(positions(new DrawOrder(SEED, Lane.GENERAL, 5), 5)).containsExactly(2, 1, 3, 4, 5);
        assertThat(positions(new DrawOrder(SEED, Lane.PRIORITY, 2), 2)).containsExactly(2, 1);
        assertThat(positions(new DrawOrder(SEED, Lane.PRIORITY, 1_000), 1_000))
                .isNotEqualTo(positions(new DrawOrder(SEED, Lane.GENERAL, 1_000), 1_000));
    }

    @Test
    void givesEveryPositionOnce() {
        for (int size = 1; size <= 2_000; size++) {
            assertPermutes(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 1_000_000})
    void givesEveryPositionOnceInLongLines(int size) {
        assertPermutes(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 1_000_000})
    void spreadsThoseWhoCameFirstOverTheWholeLine(int size) {
        for (int draw = 0; draw < 5; draw++) {
            var order = new DrawOrder(seed("spread " + draw), Lane.GENERAL, size);
            long[] deciles = new long[10];
            for (int number = 1; number <= size / 10; number++) {
                deciles[(int) ((order.positionOf(number) - 1) * 10 / size)]++;
            }

            assertThat(chiSquared(deciles))
                    .as("draw %d: %s", draw, Arrays.toString(deciles))
                    .isLessThan(27.88);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 10.83", "3, 13.82", "4, 16.27", "5, 18.47", "7, 22.46", "10, 27.88"})
    void givesTheFirstAndTheLastPlaceToEachOfFewEquallyOften(int size, double critical) {
        long[] first = new long[size];
        long[] last = new long[size];
        for (int draw = 0; draw < 20_000; draw++) {
            var order = new DrawOrder(seed("place " + draw), Lane.GENERAL, size);
            for (int number = 1; number <= size; number++) {
                long position = order.positionOf(number);
                first[number - 1] += position == 1 ? 1 : 0;
                last[number - 1] += position == size ? 1 : 0;
            }
        }

        assertThat(chiSquared(first)).as(Arrays.toString(first)).isLessThan(critical);
        assertThat(chiSquared(last)).as(Arrays.toString(last)).isLessThan(critical);
    }

    @ParameterizedTest
    @CsvSource({"3, 6, 20.52", "4, 24, 49.73", "5, 120, 172.0"})
    void drawsEachOrderOfFewEquallyOften(int size, int orders, double critical) {
        Map<List<Integer>, Long> counts = new HashMap<>();
        for (int draw = 0; draw < 24_000; draw++) {
            counts.merge(positions(new DrawOrder(seed("order " + draw), Lane.GENERAL, size), size), 1L, Long::sum);
        }

        assertThat(counts).hasSize(orders);
        assertThat(chiSquared(
                        counts.values().stream().mapToLong(Long::longValue).toArray()))
                .isLessThan(critical);
    }

    @Test
    void leavesWhoeverCameAfterTheCloseWhereTheyAre() {
        assertThat(new DrawOrder(SEED, Lane.GENERAL, 5).positionOf(6)).isEqualTo(6);
        assertThat(new DrawOrder(SEED, Lane.GENERAL, 0).positionOf(1)).isEqualTo(1);
    }

    @Test
    void refusesNumbersThatNobodyHas() {
        var order = new DrawOrder(SEED, Lane.GENERAL, 5);

        assertThatIllegalArgumentException().isThrownBy(() -> order.positionOf(0));
        assertThatIllegalArgumentException().isThrownBy(() -> order.positionOf(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DrawOrder(SEED, Lane.GENERAL, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DrawOrder(SEED, Lane.GENERAL, DrawOrder.SIZE_MAX + 1));
    }

    private static void assertPermutes(int size) {
        var order = new DrawOrder(SEED, Lane.GENERAL, size);
        var seen = new BitSet(size + 1);
        for (int number = 1; number <= size; number++) {
            seen.set(Math.toIntExact(order.positionOf(number)));
        }

        assertThat(seen.get(0)).isFalse();
        assertThat(seen.length()).isEqualTo(size + 1);
        assertThat(seen.cardinality()).isEqualTo(size);
    }

    private static List<Integer> positions(DrawOrder order, int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(number -> Math.toIntExact(order.positionOf(number)))
                .toList();
    }

    private static byte[] seed(String name) {
        return Sha256.of(Sha256.utf8(name));
    }

    private static double chiSquared(long[] counts) {
        double expected = (double) Arrays.stream(counts).sum() / counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
