package dev.frontrow.web.fast;

import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/// Jetty's threads. Network threads, which also answer polls and liveness probes, are platform threads: the
/// operating system schedules them fairly under any load. Requests run on virtual threads, which share the cores
/// cooperatively. Only [Slots] limits their number: Jetty's own limit would make request 201 wait silently,
/// without a timeout.
final class JettyThreads {

    /// Nothing blocks on them. A few for each core, plus those that Jetty reserves.
    private static final int PLATFORM_MAX = 16 + 4 * Runtime.getRuntime().availableProcessors();

    private static final int PLATFORM_MIN = 4;

    private JettyThreads() {}

    static ThreadPool pool() {
        var threads = new QueuedThreadPool(PLATFORM_MAX, PLATFORM_MIN);
        threads.setName("jetty");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory()));
        return threads;
    }
}
