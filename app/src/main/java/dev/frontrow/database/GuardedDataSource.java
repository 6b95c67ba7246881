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

/// The pool, as long as the database answers. Once the database is silent, the pool gives no connection, and those
/// in use are cut: a waiting statement fails at once, as if the database had died, instead of waiting as long as a
/// socket may. Its outcome is then unknown, as with every lost connection. Thread-safe.
class GuardedDataSource extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedDataSource.class);

    /// The physical connection under each connection of the pool, noted when it is first given out.
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
