package dev.frontrow.database.primary;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Gives the pool its connections. It looks for a primary again and again: the pool itself would pause for up to five
/// seconds between two tries.
public final class PrimarySource extends AbstractDataSource {

    private static final Duration LOOK_MAX = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Primary primary;
    private final Supplier<Properties> properties;

    public PrimarySource(Primary primary, Supplier<Properties> properties) {
        this.primary = primary;
        this.properties = properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begun = System.nanoTime();
        while (true) {
            try {
                return primary.open(properties.get());
            } catch (SQLException away) {
                if (!mayPass(away)
                        || System.nanoTime() - begun >= LOOK_MAX.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw away;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Whether there is no connection, or a database that starts or stops.
    private static boolean mayPass(SQLException away) {
        String state = away.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /// The pool's wish; the waits of [Primary] are shorter.
    @Override
    public void setLoginTimeout(int seconds) {}
}
