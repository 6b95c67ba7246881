package dev.frontrow.hotpath;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// The processes of this run. They are stopped with it, even if it fails. Thread-safe.
final class Children implements AutoCloseable {

    private static final int END_SECONDS_MAX = 40;

    private final Deque<Process> started = new ArrayDeque<>();
    private boolean closed;

    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the run is over");
        }
        Process process = builder.start();
        started.push(process);
        return process;
    }

    /// Stops the processes in reverse order and waits for each, because the server stops its database then.
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            end(started.pop());
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
