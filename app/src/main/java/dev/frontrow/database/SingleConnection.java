package dev.frontrow.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One connection outside the pool, which may be exhausted. It is opened when it is needed, and again after [#close].
/// Not thread-safe.
public final class SingleConnection implements AutoCloseable {

    /// Opens a connection.
    public interface Opening {

        Connection open() throws SQLException;
    }

    private final Opening opening;
    private @Nullable Connection connection;

    public SingleConnection(Opening opening) {
        this.opening = opening;
    }

    /// The open connection.
    public Connection get() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = opening.open();
            connection = open;
        }
        return open;
    }

    /// Discards the connection without waiting for the database, for example after a failure.
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException _) {
                // The connection is discarded in any case.
            }
        }
    }
}
