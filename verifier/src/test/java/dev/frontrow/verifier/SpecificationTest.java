package dev.frontrow.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Literal values from docs/draw.md; the server's tests have the same.
class SpecificationTest {

    private static final String SEED = "2a26fbb3e6f52772eb830eb681b752065f16b6b7682cbbd9b57ecf8b3115b98e";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1             | 1            1            1            1            1
            5             | 2            1            3            1            5
            10            | 7            8            5            1            2
            1000          | 205          295          942          891          928
            1000000       | 701100       228216       84595        744262       443259
            1099511627776 | 108713231554 719614025842 648551535834 482241640992 486663152100
            """)
    void drawsThePublishedPositions(long size, String positions) {
        assertThat(LongStream.of(1, 2, 3, Math.max(1, size / 2), size)
                        .map(number -> Specification.position(SEED, 0, size, Math.min(number, size)))
                        .boxed()
                        .toList())
                .isEqualTo(
                        Arrays.stream(positions.split(" +")).map(Long::valueOf).toList());
    }

    @Test
    void givesEveryPositionOnce() {
        for (int size = 1; size <= 100; size++) {
            var seen = new BitSet();
            for (int number = 1; number <= size; number++) {
                seen.set(Math.toIntExact(Specification.position(SEED, 1, size, number)));
            }
            assertThat(seen.get(0)).isFalse();
            assertThat(seen.length()).isEqualTo(size + 1);
            assertThat(seen.cardinality()).isEqualTo(size);
        }
    }

    @Test
    void hasTheRootOfNothing() {
        assertThat(new GrowingTree().root())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
