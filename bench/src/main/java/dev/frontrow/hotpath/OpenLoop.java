package dev.frontrow.hotpath;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Sends requests at a fixed rate, as strangers would who do not wait for each other. Each counts from the
/// moment at which it was to be sent: where all connections wait for a server that hangs, those that could
/// not be sent waited too.
final class OpenLoop {

    /// Is sent and not counted: connections are opened, and what nobody has looked at yet is read for the first time.
    static final Duration RUN_IN = Duration.ofSeconds(1);

    /// A thread each: more of them would wait for a core more than for the server.
    private static final int CONNECTIONS = 64;

    private static final Duration HEAD_START = Duration.ofMillis(200);
    private static final long MICROS_MAX = 60_000_000;
    private static final double MICROS_PER_MILLI = 1_000;

    private final int port;
    private final double perSecond;
    private final int status;

    OpenLoop(int port, double perSecond, int status) {
        this.port = port;
        this.perSecond = perSecond;
        this.status = status;
    }

    Latencies run(List<String> requests) throws Exception {
        Histogram all = new Histogram(MICROS_MAX, 3);
        long start = System.nanoTime() + HEAD_START.toNanos();
        Callers.together(CONNECTIONS, caller -> {
            Histogram own = new Histogram(MICROS_MAX, 3);
            try (var http = new HttpConnection(port)) {
                for (int i = caller; i < requests.size(); i += CONNECTIONS) {
                    long intended = start + (long) (i / perSecond * 1e9);
                    for (long early = intended - System.nanoTime(); early > 0; early = intended - System.nanoTime()) {
                        LockSupport.parkNanos(early);
                    }
                    http.exchange(requests.get(i)).expect(status);
                    if (intended - start >= RUN_IN.toNanos()) {
                        own.recordValue((System.nanoTime() - intended) / 1_000);
                    }
                }
            }
            synchronized (all) {
                all.add(own);
            }
        });
        return new Latencies(
                perSecond,
                all.getValueAtPercentile(50) / MICROS_PER_MILLI,
                all.getValueAtPercentile(99) / MICROS_PER_MILLI,
                all.getMaxValue() / MICROS_PER_MILLI);
    }
}
