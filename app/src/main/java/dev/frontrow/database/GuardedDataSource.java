package dev.frontrow.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The connection pool with a guard against a hanging database. While the database hangs, the pool gives no
/// connections, and those in use are cut: a waiting statement fails at once, as if the database had died, instead
/// of at the socket timeout. Its outcome is then unknown, as with every lost connection. Threads waiting for the
/// pool fail at once, too. Thread-safe.
class GuardedDataSource extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedDataSource.class);

    /// The physical connection under each pooled one, recorded when it is first used.
    private final Set<Connection> known = ConcurrentHashMap.newKeySet();

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean silent;

    GuardedDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = ofPool();
        if (connection.unwrap(PGConnection.class) instanceof Connection beneath) {
            if (known.add(beneath)) {
                known.removeIf(GuardedDataSource::isClosed);
            }
            // A cut just before this did not see this connection.
            if (silent) {
                abort(beneath);
            }
        }
        return connection;
    }

    private Connection ofPool() throws SQLException {
        var own = new Waiting(Thread.currentThread());
        waiting.add(own);
        try {
            // Checked after registering, so that a concurrent cut finds this thread.
            if (silent) {
                throw noAnswer(null);
            }
            return super.getConnection();
        } catch (SQLException e) {
            throw silent ? noAnswer(e) : e;
        } finally {
            waiting.remove(own);
            own.leave();
        }
    }

    private static SQLException noAnswer(@Nullable SQLException cause) {
        return new SQLTransientConnectionException("the database does not answer", "08006", cause);
    }

    /// A thread waiting for the pool. Only an interrupt ends that wait.
    private static final class Waiting {

        private final Thread thread;
        private boolean over;
        private boolean called;

        Waiting(Thread thread) {
            this.thread = thread;
        }

        synchronized void call() {
            if (!over) {
                called = true;
                thread.interrupt();
            }
        }

        /// Clears the interrupt of [#call], so that it does not reach the thread's next work.
        synchronized void leave() {
            over = true;
            if (called) {
                Thread.interrupted();
            }
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    void cut() {
        silent = true;
        known.forEach(GuardedDataSource::abort);
        known.clear();
        waiting.forEach(Waiting::call);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection could not be cut", e);
        }
    }

    void open() {
        silent = false;
    }
}
