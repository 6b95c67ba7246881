package dev.frontrow.hotpath;

import dev.frontrow.hotpath.HttpConnection.HttpAnswer;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/// Makes test data through the API, with concurrent calls.
final class Callers {

    /// The number of the server's database connections; more callers would only wait for one.
    private static final int COUNT = 16;
    private static final int PROGRESS_EVERY = 100;

    interface Call {
        void make(HttpConnection http, int index) throws IOException;
    }

    interface Task {
        void run(int caller) throws Exception;
    }

    private static final int BUSY = 503;
    private static final int TRIES_MAX = 20;
    private static final long REST_NANOS = 500_000_000;

    private final int port;
    private final DoubleConsumer progress;

    Callers(int port, DoubleConsumer progress) {
        this.port = port;
        this.progress = progress;
    }

    void each(int count, Call call) throws Exception {
        AtomicInteger next = new AtomicInteger();
        together(COUNT, _ -> {
            try (var http = new HttpConnection(port)) {
                for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                    call.make(http, index);
                    if (index % PROGRESS_EVERY == 0) {
                        progress.accept((double) index / count);
                    }
                }
            }
        });
    }

    /// Retries if the server is busy. It has done nothing then, and while test data is made this is no failure.
    static HttpAnswer patiently(HttpConnection http, String request) throws IOException {
        HttpAnswer answer = http.exchange(request);
        for (int tries = 1; answer.status() == BUSY && tries < TRIES_MAX; tries++) {
            LockSupport.parkNanos(REST_NANOS);
            answer = http.exchange(request);
        }
        return answer;
    }

    /// Runs the task on one thread per caller. If one fails, throws its exception without waiting for the others.
    static void together(int callers, Task task) throws Exception {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("caller-", 0).factory())) {
            var ended = new ExecutorCompletionService<Boolean>(threads);
            for (int i = 0; i < callers; i++) {
                int caller = i;
                ended.submit(() -> {
                    task.run(caller);
                    return true;
                });
            }
            try {
                for (int i = 0; i < callers; i++) {
                    ended.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
