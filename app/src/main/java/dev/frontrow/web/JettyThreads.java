package dev.frontrow.web;

import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/// Jetty's threads. Those that read from the network, and answer polls and whether the server lives, are the system's
/// own: it gives each its share however many requests are at work. Requests are handled on virtual threads, which wait
/// for each other's work where all cores are busy. Of those there is no limit here but the [Slots]: Jetty's own would
/// let whoever comes after the 200th wait, without a word and for ever.
final class JettyThreads {

    /// Nothing on them waits; beside a few for each core, Jetty keeps some for itself.
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
