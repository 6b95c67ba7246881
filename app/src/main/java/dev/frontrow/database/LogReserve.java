package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files of PostgreSQL's write-ahead log that lie ready. While one is made nobody can commit, and a rush needs
/// ten in a second; those that have been written to are used again. So as many as there may ever be are used up
/// once, in advance, and PostgreSQL keeps what its `min_wal_size` says.
final class LogReserve implements AutoCloseable {

    /// As much as PostgreSQL may write from one checkpoint to the end of the next, which is when it takes files back.
    static final int MEGABYTES = 1024;

    /// What must be left on the disk beside it: a log that fills the disk would stop the database.
    private static final long FREE_BYTES_MIN = 4L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(LogReserve.class);

    /// Leaves the disk to others for three quarters of the time.
    private static final Duration REST = Duration.ofMillis(30);

    private final Path folder;
    private final DatabaseLogin superuser;
    private final int megabytes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// @param folder    that the database is in
    /// @param megabytes as many as there shall be, in files of whatever size the database was made with
    LogReserve(Path folder, DatabaseLogin superuser, int megabytes) {
        this.folder = folder;
        this.superuser = superuser;
        this.megabytes = megabytes;
        this.thread = Thread.ofPlatform().name("postgres-log").daemon().unstarted(this::run);
    }

    /// Begins, and does not wait for the end; to be called once.
    void layOut() {
        thread.start();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            if (Files.getFileStore(folder).getUsableSpace() < FREE_BYTES_MIN) {
                LOG.info("The disk of {} is too full to lay out the database's log for a rush", folder);
                return;
            }
            useUp();
        } catch (IOException | SQLException e) {
            LOG.info("No log was laid out for a rush, which the next start will do: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void useUp() throws SQLException, InterruptedException {
        try (Connection connection =
                        DriverManager.getConnection(superuser.url(), superuser.username(), superuser.password());
                Statement statement = connection.createStatement()) {
            int used = 0;
            // No more than there may be: PostgreSQL has its own reasons to give a file away.
            while (megabytes(statement) < megabytes && used < megabytes && !isClosingWithin(REST)) {
                statement.execute(
                        "select pg_logical_emit_message(false, 'frontrow', 'reserve'), pg_switch_wal() is null");
                used++;
            }
            if (used > 0 && !isClosingWithin(Duration.ZERO)) {
                // It is now that those behind are put in front.
                statement.execute("checkpoint");
            }
        }
    }

    private boolean isClosingWithin(Duration rest) throws InterruptedException {
        return closing.await(rest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int megabytes(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("select sum(size) / 1024 / 1024 from pg_ls_waldir()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /// The next start goes on where this one has ended.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        join();
    }
}
