package dev.frontrow.database;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Detects a hanging database: one that has not answered an empty query, on a connection of its own, for two
/// seconds. Otherwise requests would wait until the socket times out and keep a connection and a slot meanwhile.
/// Then [GuardedDataSource] cuts the connections. A database that refuses connections or is down is not hanging:
/// it fails at once. Once the connections are cut, only an answer ends that: a host that has vanished refuses too.
///
/// Counts unanswered checks instead of time, so that a pause of the whole machine is not blamed on the database.
/// Thread-safe.
final class DatabaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    static final int LOOKS_MAX = 10;

    /// Sends an empty query and returns when it is answered.
    interface Question {

        void ask() throws SQLException;
    }

    private final Question question;
    private final GuardedDataSource guarded;
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final AtomicInteger looks = new AtomicInteger();

    /// @param guarded the pool whose connections are cut
    DatabaseWatch(Question question, GuardedDataSource guarded) {
        this.question = question;
        this.guarded = guarded;
    }

    /// Starts the checks, until closed.
    void begin() {
        long millis = LOOK_EVERY.toMillis();
        asking.scheduleWithFixedDelay(this::ask, millis, millis, TimeUnit.MILLISECONDS);
        looking.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    void ask() {
        try {
            question.ask();
            hasAnswered();
        } catch (SQLException e) {
            if (!isSilence(e)) {
                looks.updateAndGet(so -> so < LOOKS_MAX ? 0 : so);
            }
        }
    }

    private static boolean isSilence(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void hasAnswered() {
        if (looks.getAndSet(0) >= LOOKS_MAX) {
            guarded.open();
            LOG.warn("The database answers again");
        }
    }

    void look() {
        if (looks.incrementAndGet() == LOOKS_MAX) {
            LOG.warn("The database has fallen silent; cutting its connections");
            guarded.cut();
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        looking.shutdownNow();
    }
}
