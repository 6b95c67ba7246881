package dev.frontrow.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

    private static final int MAX = 4_096;

    private final Shares<String> shares = new Shares<>(MAX);

    @ParameterizedTest
    @CsvSource({"1, 2048", "3, 3072", "2147483647, 4096"})
    void aloneAClientGetsWhatLeavesEnoughFree(int factor, int granted) {
        assertThat(takeAll("greedy", factor)).isEqualTo(granted);
        assertThat(shares.free()).isEqualTo(MAX - granted);
    }

    @Test
    void aNewcomerFindsSomethingHoweverManyAreGreedy() {
        for (int i = 0; i < 10; i++) {
            takeAll("greedy-" + i, 1);
        }

        assertThat(shares.take("newcomer", 1, 1)).isTrue();
    }

    @Test
    void greedyClientsGetEqualSharesOnceTheyHaveGivenBack() {
        takeAll("first", 1);
        takeAll("second", 1);
        takeAll("third", 1);
        for (int i = 0; i < 20 * MAX; i++) {
            String client = new String[] {"first", "second", "third"}[i % 3];
            shares.giveBack(client, 1);
            shares.take(client, 1, 1);
            shares.take(client, 1, 1);
        }

        assertThat(shares.takenBy("first")).isBetween(MAX / 4 - 8L, MAX / 4 + 8L);
        assertThat(shares.takenBy("third")).isBetween(MAX / 4 - 8L, MAX / 4 + 8L);
    }

    @Test
    void whoHadMuchIsOverItsShareOnceOthersCome() {
        takeAll("first", 1);
        assertThat(shares.isOverShare("first", 1)).isFalse();

        takeAll("second", 1);

        assertThat(shares.isOverShare("first", 1)).isTrue();
        assertThat(shares.isOverShare("second", 1)).isFalse();
    }

    @Test
    void refusalsTakeNothing() {
        takeAll("greedy", 1);
        for (int i = 0; i < MAX; i++) {
            shares.take("greedy", 1, 1);
        }

        assertThat(shares.free()).isEqualTo(MAX / 2);
        assertThat(shares.take("large", MAX, 1)).isFalse();
        assertThat(shares.clients()).isOne();
    }

    @Test
    void remembersNobodyWhoHasNothing() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(shares.take("client-" + i, 2, 1)).isTrue();
            shares.giveBack("client-" + i, 2);
        }

        assertThat(shares.clients()).isZero();
        assertThat(shares.free()).isEqualTo(MAX);
    }

    @Test
    void neverGivesMoreThanThereIs() {
        var taken = new AtomicLong();
        var most = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 50)
                    .forEach(thread -> threads.submit(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            if (shares.take("client-" + thread, 200, 3)) {
                                most.accumulateAndGet(taken.addAndGet(200), Math::max);
                                Thread.yield();
                                taken.addAndGet(-200);
                                shares.giveBack("client-" + thread, 200);
                            }
                        }
                    }));
        }

        assertThat(most.get()).isPositive().isLessThanOrEqualTo(MAX);
        assertThat(shares.free()).isEqualTo(MAX);
        assertThat(shares.clients()).isZero();
    }

    private int takeAll(String client, int factor) {
        int granted = 0;
        while (shares.take(client, 1, factor)) {
            granted++;
        }
        return granted;
    }
}
