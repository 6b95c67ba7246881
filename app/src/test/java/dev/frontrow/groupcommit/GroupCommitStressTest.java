package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many threads, few keys, tiny queues and waits. Poisoned commands, errors, unknown commits and interrupts occur
/// at random. [Crush] lists the rules.
class GroupCommitStressTest {

    /// The last seed differs in each run; the test's name contains it.
    static List<Long> seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 6), LongStream.of(System.nanoTime()))
                .boxed()
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(60)
    void keepsItsPromisesWhateverHappens(long seed) throws InterruptedException {
        var crush = new Crush(seed);

        crush.play();

        assertThat(crush.broken()).as("seed %d: %s", seed, crush).isEmpty();
        assertThat(crush.committed()).as("seed %d: %s", seed, crush).isPositive();
    }
}
