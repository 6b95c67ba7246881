package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A batch that answers each command in capitals. It records the commands and their thread, and waits at a gate
/// while the gate is closed.
class Till implements Batch<String, String> {

    record Run(List<String> commands, Thread thread, boolean interrupted) {}

    interface Trouble {
        @Nullable
        List<String> run(List<String> commands, List<String> outcomes) throws Throwable;
    }

    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean closed;
    private volatile Trouble trouble = (_, outcomes) -> outcomes;

    /// From now on every batch waits at the gate until [#letOneGo] or [#open].
    void close() {
        closed = true;
    }

    void open() {
        closed = false;
        gate.release(10_000);
    }

    void letOneGo() {
        gate.release();
    }

    void awaitBatchAtTheGate() {
        try {
            assertThat(entered.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void make(Trouble made) {
        trouble = made;
    }

    List<Run> runs() {
        return runs;
    }

    List<List<String>> batches() {
        return runs.stream().map(Run::commands).toList();
    }

    @Override
    public List<String> run(List<String> commands) {
        runs.add(
                new Run(commands, Thread.currentThread(), Thread.currentThread().isInterrupted()));
        if (closed) {
            entered.release();
            gate.acquireUninterruptibly();
        }
        try {
            return nullable(trouble.run(
                    commands,
                    commands.stream().map(one -> one.toUpperCase(Locale.ROOT)).toList()));
        } catch (Throwable failure) {
            throw sneaky(failure);
        }
    }

    @Override
    public boolean mayHaveHadEffect(Throwable failure) {
        if (failure.getMessage() != null && failure.getMessage().contains("cannot be judged")) {
            throw new IllegalStateException("no idea");
        }
        return failure.getMessage() != null && failure.getMessage().contains("unknown");
    }

    /// For a batch that violates its contract by returning null.
    @SuppressWarnings("NullAway")
    private static List<String> nullable(@Nullable List<String> outcomes) {
        return outcomes;
    }

    /// Throws a checked exception undeclared, as Kotlin or Lombok code can.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
