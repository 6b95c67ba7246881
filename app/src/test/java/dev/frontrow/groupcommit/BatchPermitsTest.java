package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two turns, of which one is reserved for crowds. Uses real threads and the real clock.
class BatchPermitsTest {

    private static final int FEW = 1;
    private static final Duration LONG = Duration.ofSeconds(10);

    private final BatchPermits turns = new BatchPermits(2, 1);

    private record Taker(Thread thread, CompletableFuture<Boolean> took) {

        boolean await() throws Exception {
            return took.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverComesAloneHasATurnAtOnce() {
        assertThat(takeNow(FEW)).isTrue();
        assertThat(turns.taken()).isEqualTo(1);
        turns.giveBack();

        assertThat(turns.taken()).isZero();
        assertThat(takeNow(FEW)).isTrue();
    }

    @Test
    void fewWaitForTheTurnThatIsTaken() throws Exception {
        takeNow(FEW);
        assertThat(takeNow(BatchPermits.CROWD - 1)).isFalse();
        Taker waiting = take(FEW);

        turns.giveBack();

        assertThat(waiting.await()).isTrue();
        assertThat(turns.taken()).isEqualTo(1);
    }

    @Test
    void aCrowdHasAnotherTurnAtOnce() {
        takeNow(FEW);

        assertThat(takeNow(BatchPermits.CROWD)).isTrue();
        assertThat(turns.taken()).isEqualTo(2);
    }

    @Test
    void noCrowdHasATurnWhereAllAreTaken() {
        takeNow(BatchPermits.CROWD);
        takeNow(BatchPermits.CROWD);

        assertThat(takeNow(BatchPermits.CROWD)).isFalse();
    }

    @Test
    void aCrowdDoesNotWaitForTheFewBeforeIt() {
        takeNow(FEW);
        take(FEW);

        assertThat(takeNow(BatchPermits.CROWD)).isTrue();
    }

    /// In this test no turn is given back.
    @Test
    void whoHasWaitedForLongHasAnotherTurn() throws Exception {
        takeNow(FEW);
        long began = System.nanoTime();
        Taker waiting = take(FEW);

        assertThat(waiting.await()).isTrue();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(BatchPermits.PATIENCE.toNanos());
        assertThat(turns.taken()).isEqualTo(2);
    }

    @Test
    void turnsAreGivenInTheOrderOfArrival() throws Exception {
        var one = new BatchPermits(1, 1);
        one.take(() -> FEW, System.nanoTime());
        List<Integer> order = new ArrayList<>();
        List<Taker> takers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            takers.add(start(() -> {
                boolean took = one.take(() -> number % 2 == 0 ? FEW : BatchPermits.CROWD, inTime());
                order.add(number);
                one.giveBack();
                return took;
            }));
            Callers.await(() -> one.waiting() == number + 1);
        }

        one.giveBack();

        for (Taker taker : takers) {
            assertThat(taker.await()).isTrue();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoeverWaitsInVainStandsInNobodysWay() throws Exception {
        takeNow(BatchPermits.CROWD);
        takeNow(BatchPermits.CROWD);
        assertThat(takeNow(FEW)).isFalse();
        assertThat(turns.waiting()).isZero();
        turns.giveBack();
        turns.giveBack();

        assertThat(takeNow(FEW)).isTrue();
    }

    @Test
    void anInterruptIsKeptAndEndsNoWait() throws Exception {
        takeNow(BatchPermits.CROWD);
        takeNow(BatchPermits.CROWD);
        var interrupted = new CompletableFuture<Boolean>();
        Taker waiting = start(() -> {
            boolean took = turns.take(() -> FEW, inTime());
            interrupted.complete(Thread.interrupted());
            return took;
        });
        Callers.await(() -> turns.waiting() == 1);
        waiting.thread().interrupt();
        turns.giveBack();
        turns.giveBack();

        assertThat(waiting.await()).isTrue();
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void neverGivesMoreTurnsThanThereAre() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        List<Taker> takers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int commands = i % 2 == 0 ? FEW : BatchPermits.CROWD;
            takers.add(start(() -> {
                for (int round = 0; round < 500; round++) {
                    if (!turns.take(() -> commands, inTime())) {
                        return false;
                    }
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    running.decrementAndGet();
                    turns.giveBack();
                }
                return true;
            }));
        }

        for (Taker taker : takers) {
            assertThat(taker.await()).isTrue();
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(turns.taken()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 2"})
    void refusesNumbersThatMakeNoSense(int all, int forFew) {
        assertThatThrownBy(() -> new BatchPermits(all, forFew)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Takes a turn without waiting, if one is free.
    private boolean takeNow(int commands) {
        return turns.take(() -> commands, System.nanoTime());
    }

    private Taker take(int commands) {
        int waiting = turns.waiting();
        Taker taker = start(() -> turns.take(() -> commands, inTime()));
        Callers.await(() -> turns.waiting() > waiting || taker.took().isDone());
        return taker;
    }

    private static long inTime() {
        return System.nanoTime() + LONG.toNanos();
    }

    private interface Take {
        boolean run();
    }

    private static Taker start(Take take) {
        var took = new CompletableFuture<Boolean>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                took.complete(take.run());
            } catch (Throwable thrown) {
                took.completeExceptionally(thrown);
            }
        });
        return new Taker(thread, took);
    }
}
