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

/// Pre-allocates PostgreSQL's write-ahead log. While PostgreSQL creates a log file no transaction can commit, and
/// a rush needs ten files a second; used files are recycled. So as many files as will ever be needed are used up
/// once, in advance, and PostgreSQL keeps the amount given by `min_wal_size`.
final class WalPreallocation implements AutoCloseable {

    /// As much as PostgreSQL may write until the end of the next checkpoint, when it recycles files.
    static final int MEGABYTES = 1024;

    /// Disk space that must remain free: a full disk would stop the database.
    private static final long FREE_BYTES_MIN = 4L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(WalPreallocation.class);

    /// Pause between files; leaves the disk to others for three quarters of the time.
    private static final Duration REST = Duration.ofMillis(30);

    private final Path folder;
    private final DatabaseLogin superuser;
    private final int megabytes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// @param folder    data folder, whose disk is checked
    /// @param megabytes how much log to allocate, in files of the database's segment size
    WalPreallocation(Path folder, DatabaseLogin superuser, int megabytes) {
        this.folder = folder;
        this.superuser = superuser;
        this.megabytes = megabytes;
        this.thread = Thread.ofPlatform().name("postgres-log").daemon().unstarted(this::run);
    }

    /// Starts in the background. Call once.
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
            // Bounded, because PostgreSQL may remove files for reasons of its own.
            while (megabytes(statement) < megabytes && used < megabytes && !isClosingWithin(REST)) {
                statement.execute(
                        "select pg_logical_emit_message(false, 'frontrow', 'reserve'), pg_switch_wal() is null");
                used++;
            }
            if (used > 0 && !isClosingWithin(Duration.ZERO)) {
                // The checkpoint recycles the used files for future writes.
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

    /// Stops early; the next start continues.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        join();
    }
}
