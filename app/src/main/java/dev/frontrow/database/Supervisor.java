package dev.frontrow.database;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Restarts PostgreSQL, on the same port and data, when it ends unexpectedly. The connection pool reconnects by
/// itself.
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /// A new server refuses to start while children of a killed one hold its shared memory; they end soon.
    private static final Duration RETRY_AFTER = Duration.ofMillis(250);

    private final PostgresServer server;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Postmaster postmaster;

    private Supervisor(PostgresServer server, Postmaster started) {
        this.server = server;
        this.port = started.port();
        this.postmaster = started;
        this.thread = Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(this::watch);
    }

    static Supervisor over(PostgresServer server, Postmaster started) {
        var supervisor = new Supervisor(server, started);
        supervisor.thread.start();
        return supervisor;
    }

    private void watch() {
        try {
            while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!postmaster.isAlive()) {
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        long endedPid = postmaster.pid();
        long noticed = System.nanoTime();
        String told = "";
        do {
            try {
                postmaster = server.start(port);
                LOG.warn(
                        "PostgreSQL (pid {}) ended unexpectedly and was started again on port {} within {} ms",
                        endedPid,
                        port,
                        Duration.ofNanos(System.nanoTime() - noticed).toMillis());
                return;
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage()).replaceFirst("^.*(FATAL|PANIC): *", "");
                if (!reason.equals(told)) {
                    LOG.warn("PostgreSQL (pid {}) ended unexpectedly and does not start yet: {}", endedPid, reason);
                    told = reason;
                }
            }
        } while (!closing.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Returns once no restart is in progress; then the server may be stopped.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
    }
}
