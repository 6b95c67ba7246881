package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Threads that each submit one command, and arrive one after another.
class Callers {

    /// `failure` is what the caller caught; `interrupted` is the thread's flag afterwards.
    record Answer(@Nullable String outcome, @Nullable Throwable failure, boolean interrupted) {}

    record Call(Thread thread, CompletableFuture<Answer> answer) {

        Answer await() throws Exception {
            try {
                return answer.get(10, TimeUnit.SECONDS);
            } catch (TimeoutException stuck) {
                throw new AssertionError("stuck: " + thread + " " + List.of(thread.getStackTrace()), stuck);
            }
        }

        @Nullable
        String outcome() throws Exception {
            Answer given = await();
            if (given.failure() != null) {
                throw new ExecutionException(given.failure());
            }
            return given.outcome();
        }

        Throwable failure() throws Exception {
            Throwable failure = await().failure();
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    private final GroupCommit<String, String> commits;
    private final Thread.Builder threads;

    Callers(GroupCommit<String, String> commits, Thread.Builder threads) {
        this.commits = commits;
        this.threads = threads;
    }

    Call submit(Object key, String command) {
        return start(key, command, false);
    }

    Call submitInterrupted(Object key, String command) {
        return start(key, command, true);
    }

    /// Starts each caller once the previous one waits, so the order is certain.
    List<Call> queueUp(Object key, String... commands) {
        List<Call> calls = new ArrayList<>();
        for (String command : commands) {
            int before = commits.waiting();
            calls.add(submit(key, command));
            await(() -> commits.waiting() == before + 1);
        }
        return calls;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to wait").isLessThan(deadline);
            Thread.yield();
        }
    }

    private Call start(Object key, String command, boolean interrupted) {
        var answer = new CompletableFuture<Answer>();
        Thread thread = threads.unstarted(() -> {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            try {
                String outcome = commits.submit(key, command);
                answer.complete(new Answer(outcome, null, Thread.currentThread().isInterrupted()));
            } catch (Throwable failure) {
                answer.complete(new Answer(null, failure, Thread.currentThread().isInterrupted()));
            }
        });
        thread.start();
        return new Call(thread, answer);
    }
}
