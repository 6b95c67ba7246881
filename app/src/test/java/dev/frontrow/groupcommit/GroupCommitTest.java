package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.groupcommit.Callers.Answer;
import dev.frontrow.groupcommit.Callers.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs every test with callers on virtual and on platform threads.
@ParameterizedClass
@EnumSource(TillTest.Threads.class)
class GroupCommitTest extends TillTest {

    // ---- batches

    @Test
    void runsALoneCommandAtOnceOnTheThreadOfItsCaller() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));

        Call alone = callers.submit(KEY, "a");

        assertThat(alone.outcome()).isEqualTo("A");
        assertThat(till.runs()).singleElement().satisfies(run -> {
            assertThat(run.commands()).containsExactly("a");
            assertThat(run.thread()).isSameAs(alone.thread());
        });
    }

    @Test
    void runsThoseTogetherWhoArriveWhileABatchIsUnderWay() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        Call first = holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b", "c");
        till.open();

        assertThat(first.outcome()).isEqualTo("FIRST");
        assertThat(outcomes(others)).containsExactly("A", "B", "C");
        assertThat(till.batches()).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void makesTheFirstWhoWaitsRunForAll() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b", "c");
        till.open();

        outcomes(others);
        assertThat(till.runs().getLast().thread()).isSameAs(others.getFirst().thread());
    }

    @Test
    void letsNobodyWorkForOthersLongerThanOneBatch() throws Exception {
        var callers = callers(commits(2, 8, PATIENT));
        Call first = holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b", "c", "d", "e");

        till.letOneGo();
        assertThat(first.outcome()).isEqualTo("FIRST");
        till.awaitBatchAtTheGate();
        till.letOneGo();
        assertThat(outcomes(others.subList(0, 2))).containsExactly("A", "B");
        till.awaitBatchAtTheGate();
        till.open();

        assertThat(outcomes(others.subList(2, 5))).containsExactly("C", "D", "E");
        assertThat(till.batches())
                .containsExactly(List.of("first"), List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(till.runs())
                .extracting(Till.Run::thread)
                .containsExactly(
                        first.thread(),
                        others.get(0).thread(),
                        others.get(2).thread(),
                        others.get(4).thread());
    }

    @Test
    void isIdleAgainWhenNobodyWaits() throws Exception {
        var commits = commits(8, 8, PATIENT);
        var callers = callers(commits);
        holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b");
        till.open();
        outcomes(others);

        Call late = callers.submit(KEY, "late");

        assertThat(late.outcome()).isEqualTo("LATE");
        assertThat(till.runs().getLast().thread()).isSameAs(late.thread());
        assertThat(commits.waiting()).isZero();
    }

    @Test
    void runsNoMoreBatchesAtOnceThanThereAreLanesAndUsesThemAll() throws Exception {
        var commits = new GroupCommit<>(till, new GroupCommitSettings(4, 64, 64, PATIENT), BatchObserver.NONE);
        var callers = callers(commits);
        till.close();

        // Sequential keys, like ids.
        List<Call> calls = IntStream.range(0, 64)
                .mapToObj(i -> callers.submit((long) i, "c" + i))
                .toList();
        Callers.await(() -> commits.waiting() == 60);

        assertThat(till.batches()).hasSize(4).allMatch(batch -> batch.size() == 1);
        till.open();
        outcomes(calls);
    }

    @Test
    void keepsOneKeyToOneLane() throws Exception {
        var commits = new GroupCommit<>(till, new GroupCommitSettings(64, 64, 64, PATIENT), BatchObserver.NONE);
        var callers = callers(commits);
        holdUp(callers);
        // An equal key, but another object.
        List<Call> others = callers.queueUp(String.valueOf(KEY.toCharArray()), "a", "b");
        till.open();

        outcomes(others);
        assertThat(till.batches()).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void servesTenThousandAtOnce() throws Exception {
        int many = threads == Threads.VIRTUAL ? 10_000 : 500;
        var commits = commits(64, many, PATIENT);
        var callers = callers(commits);
        holdUp(callers);
        List<Call> calls = IntStream.range(0, many)
                .mapToObj(i -> callers.submit(KEY, "c" + i))
                .toList();
        Callers.await(() -> commits.waiting() == many);
        till.open();

        for (int i = 0; i < many; i++) {
            assertThat(calls.get(i).outcome()).isEqualTo("C" + i);
        }
        assertThat(till.batches()).hasSize(1 + (many + 63) / 64);
    }

    // ---- busy

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void refusesMoreThanMayWait(int waitingMax) throws Exception {
        var commits = commits(8, waitingMax, PATIENT);
        var callers = callers(commits);
        holdUp(callers);
        String[] fitting = IntStream.range(0, waitingMax).mapToObj(i -> "c" + i).toArray(String[]::new);
        List<Call> waiting = callers.queueUp(KEY, fitting);

        assertThat(callers.submit(KEY, "too many").failure()).isInstanceOf(GroupCommitBusyException.class);

        till.open();
        outcomes(waiting);
        assertThat(till.batches()).containsExactly(List.of("first"), List.of(fitting));
        assertThat(callers.submit(KEY, "late").outcome()).isEqualTo("LATE");
    }

    @Test
    void refusesWhoHasWaitedTooLongAndNeverRunsIt() throws Exception {
        var commits = commits(8, 8, Duration.ofMillis(1));
        var callers = callers(commits);
        Call first = holdUp(callers);

        assertThat(callers.submit(KEY, "late").failure()).isInstanceOf(GroupCommitBusyException.class);

        assertThat(commits.waiting()).isZero();
        till.open();
        assertThat(first.outcome()).isEqualTo("FIRST");
        assertThat(callers.submit(KEY, "next").outcome()).isEqualTo("NEXT");
        assertThat(till.batches()).containsExactly(List.of("first"), List.of("next"));
    }

    @Test
    void neverRefusesWhoseBatchHasBegun() throws Exception {
        Duration waitMax = Duration.ofMillis(700);
        var callers = callers(commits(8, 8, waitMax));
        holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b");
        long arrived = System.nanoTime();
        till.letOneGo();
        till.awaitBatchAtTheGate();

        Callers.await(() -> System.nanoTime() - arrived > 2 * waitMax.toNanos());
        assertThat(others).noneMatch(call -> call.answer().isDone());
        till.open();

        assertThat(outcomes(others)).containsExactly("A", "B");
    }

    @Test
    void makesRoomForOthersWhenSomebodyGivesUp() throws Exception {
        var commits = commits(8, 1, Duration.ofMillis(1));
        var callers = callers(commits);
        holdUp(callers);

        for (int i = 0; i < 3; i++) {
            assertThat(callers.submit(KEY, "c" + i).failure()).hasMessageContaining("waited for too long");
        }
    }

    /// A bug: a caller that gave up waited for the lane's lock, and so lost the wake-up that handed it the lane.
    /// The caller and the lane then slept forever.
    @Test
    void wakesWhoGivesUpJustAsTheyAreCalled() throws Exception {
        var commits = new GroupCommit<String, String>(
                commands -> commands, new GroupCommitSettings(1, 8, 8, Duration.ofNanos(1)), BatchObserver.NONE);
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            callers.add(threads.builder.get().start(() -> {
                for (int sent = 0; sent < 500_000; sent++) {
                    try {
                        commits.submit(KEY, "a");
                    } catch (GroupCommitBusyException expected) {
                        // Expected: a command may wait for one nanosecond only.
                    }
                }
            }));
        }

        for (Thread caller : callers) {
            assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    // ---- interrupts

    @Test
    void keepsAnInterruptForAfterTheOutcome() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        Call first = holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b", "c");
        calls.get(0).thread().interrupt();
        calls.get(1).thread().interrupt();
        calls.forEach(call -> Callers.await(() -> waitsCalmly(call)));
        till.open();

        assertThat(first.await()).isEqualTo(new Answer("FIRST", null, false));
        assertThat(calls.get(0).await()).isEqualTo(new Answer("A", null, true));
        assertThat(calls.get(1).await()).isEqualTo(new Answer("B", null, true));
        assertThat(calls.get(2).await()).isEqualTo(new Answer("C", null, false));
    }

    @Test
    void keepsAnInterruptFromTheBatch() throws Exception {
        till.make((_, outcomes) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("unknown, for the connection was closed by an interrupt");
            }
            return outcomes;
        });
        var callers = callers(commits(8, 8, PATIENT));
        assertThat(callers.submitInterrupted(KEY, "alone").await()).isEqualTo(new Answer("ALONE", null, true));

        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b");
        calls.getFirst().thread().interrupt();
        Callers.await(() -> waitsCalmly(calls.getFirst()));
        till.open();

        assertThat(outcomes(calls)).containsExactly("A", "B");
        assertThat(till.runs()).noneMatch(Till.Run::interrupted);
    }

    @Test
    void triesAgainUndisturbedWhatAnInterruptHasFailed() throws Exception {
        till.make((batch, outcomes) -> {
            if (batch.size() > 1 || batch.contains("b")) {
                Thread.currentThread().interrupt();
            }
            if (batch.size() > 1) {
                throw new IllegalStateException("interrupted while it waited for a connection");
            }
            return outcomes;
        });
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b", "c");
        till.open();

        assertThat(calls.getFirst().await()).isEqualTo(new Answer("A", null, true));
        assertThat(outcomes(calls)).containsExactly("A", "B", "C");
        assertThat(till.runs()).noneMatch(Till.Run::interrupted);
    }

    @Test
    void keepsAnInterruptOfWhoIsRefused() throws Exception {
        var callers = callers(commits(8, 1, Duration.ofMillis(1)));
        holdUp(callers);

        Answer refused = callers.submitInterrupted(KEY, "late").await();

        assertThat(refused.failure()).isInstanceOf(GroupCommitBusyException.class);
        assertThat(refused.interrupted()).isTrue();
    }

    // ---- settings

    @ParameterizedTest
    @CsvSource({"0,1,1,PT1S", "-1,1,1,PT1S", "1,0,1,PT1S", "1,1,0,PT1S", "1,1,1,PT0S", "1,1,1,PT-1S"})
    void rejectsSettingsWithWhichNothingCouldRun(int lanes, int batchMax, int waitingMax, Duration waitMax) {
        assertThatThrownBy(() -> new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// If only the first waiting caller noticed it, the lane would be handed to a caller that has left.
    @Test
    void rejectsAWaitThatNoClockCanMeasure() {
        var forEver = new GroupCommitSettings(1, 1, 1, Duration.ofSeconds(Long.MAX_VALUE));

        assertThatThrownBy(() -> new GroupCommit<>(till, forEver, BatchObserver.NONE))
                .isInstanceOf(ArithmeticException.class);
    }

    /// Whether the caller is parked with its interrupt flag cleared. With the flag set it would not park.
    private static boolean waitsCalmly(Call call) {
        return !call.thread().isInterrupted() && call.thread().getState() == Thread.State.TIMED_WAITING;
    }
}
