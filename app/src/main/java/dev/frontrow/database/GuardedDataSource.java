package dev.frontrow.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The pool, for as long as the database answers. Once it is silent nobody gets a connection, and those that were given
/// out are cut: whoever waits on one is told at once that it is lost, as when the database dies, instead of waiting for
/// as long as a socket may. What was under way may have been done or not; that is so with every lost connection.
/// Thread-safe.
class GuardedDataSource extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedDataSource.class);

    /// Of each connection of the pool the one beneath, from the first time that it is given out.
    private final Set<Connection> known = ConcurrentHashMap.newKeySet();

    private volatile boolean silent;

    GuardedDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (silent) {
            throw new SQLTransientConnectionException("the database does not answer", "08006");
        }
        Connection connection = super.getConnection();
        if (connection.unwrap(PGConnection.class) instanceof Connection beneath && known.add(beneath)) {
            known.removeIf(GuardedDataSource::isClosed);
        }
        return connection;
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
        for (Connection connection : known) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("A connection could not be cut", e);
            }
        }
        known.clear();
    }

    void open() {
        silent = false;
    }
}
