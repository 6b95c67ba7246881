package dev.frontrow.groupcommit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Compares one lane for commands of many virtual threads with a lock around each command. With a commit that
/// costs nothing it shows the overhead of the group commit, with a slow commit its gain.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class GroupCommitBenchmark {

    private static final int COMMANDS = 4096;

    @Param({"1", "64", "512"})
    private int callers;

    @Param({"0", "500"})
    private int commitMicros;

    private final ReentrantLock lock = new ReentrantLock();
    private final Integer command = 1;
    private final GroupCommit<Integer, Integer> commits = new GroupCommit<>(
            commands -> {
                commit();
                return commands;
            },
            new GroupCommitSettings(1, 128, 1024, Duration.ofMinutes(1)),
            BatchObserver.NONE);

    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void groupCommit() throws InterruptedException {
        fromAllCallers(() -> commits.submit(this, command));
    }

    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void lockForEachCommand() throws InterruptedException {
        fromAllCallers(() -> {
            lock.lock();
            try {
                commit();
            } finally {
                lock.unlock();
            }
        });
    }

    private void commit() {
        if (commitMicros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(commitMicros));
        }
    }

    private void fromAllCallers(Runnable submit) throws InterruptedException {
        Thread[] threads = new Thread[callers];
        for (int i = 0; i < callers; i++) {
            threads[i] = Thread.startVirtualThread(() -> {
                for (int sent = 0; sent < COMMANDS / callers; sent++) {
                    submit.run();
                }
            });
        }
        for (Thread thread : List.of(threads)) {
            thread.join();
        }
    }
}
