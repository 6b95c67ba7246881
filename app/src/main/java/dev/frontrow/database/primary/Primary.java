package dev.frontrow.database.primary;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens connections to the primary, whichever of several hosts that is. The driver would ask one host after the
/// other, so one that has vanished would delay each connection; here all are asked at once.
///
/// A promoted standby begins a new timeline. Its former primary may live on without knowing it, for example cut off.
/// So once a connection has shown a newer timeline, those of older ones are cut, and none is given any more.
///
/// With one host it only opens connections. Thread-safe.
public final class Primary {

    private static final Logger LOG = LoggerFactory.getLogger(Primary.class);

    /// How long the host that was the primary may take, before the others are asked too.
    private static final Duration ALONE_MAX = Duration.ofSeconds(2);

    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    /// The driver's state for a connection that could not be made: it may be made later.
    private static final String NOT_NOW = "08001";

    private static final String TIMELINE = """
            select case when not pg_is_in_recovery() then left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) end
            """;

    private final Hosts hosts;
    private final AtomicReference<@Nullable String> known = new AtomicReference<>();
    private final Set<Connection> given = new HashSet<>();
    private long newest;

    public Primary(String url) {
        hosts = Hosts.of(url);
    }

    /// Whether it may be another host tomorrow.
    public boolean isOneOfSeveral() {
        return hosts.areSeveral();
    }

    /// The URL for code that opens connections without this class, such as migrations.
    public String url() {
        return hosts.url();
    }

    /// Opens a connection.
    ///
    /// @throws SQLException if no host is the primary now
    public Connection open(Properties properties) throws SQLException {
        if (!isOneOfSeveral()) {
            return DriverManager.getConnection(hosts.url(), properties);
        }
        String host = known.get();
        if (host != null) {
            try {
                return first(List.of(host), properties, ALONE_MAX);
            } catch (SQLException away) {
                LOG.debug("{} is not the primary now", Hosts.named(host), away);
                known.compareAndSet(host, null);
            }
        }
        return first(hosts.urls(), properties, WAIT_MAX);
    }

    /// The same after a failure, which may mean that there is a newer primary: asks all hosts.
    public Connection openAnew(Properties properties) throws SQLException {
        known.set(null);
        return open(properties);
    }

    /// Asks the hosts at once. The first answer wins; later ones are only looked at.
    private Connection first(List<String> urls, Properties properties, Duration patience) throws SQLException {
        var found = new CompletableFuture<Connection>();
        Queue<Exception> refusals = new ConcurrentLinkedQueue<>();
        for (String url : urls) {
            Thread.ofVirtual().name("find-primary").start(() -> {
                try {
                    Connection connection = accepted(url, properties);
                    if (!found.complete(connection)) {
                        connection.close();
                    }
                } catch (SQLException | RuntimeException refused) {
                    refusals.add(refused);
                    if (refusals.size() == urls.size()) {
                        found.completeExceptionally(none(refusals));
                    }
                }
            });
        }
        try {
            return found.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException refused ? refused : tooLate();
        } catch (InterruptedException e) {
            found.cancel(false);
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while looking for the primary", NOT_NOW, e);
        }
    }

    /// The refusal that says most: the database's own before those of the network.
    private static SQLException none(Queue<Exception> refusals) {
        SQLException none = new SQLTransientConnectionException("no host is the primary", NOT_NOW);
        for (Exception refusal : refusals) {
            if (refusal instanceof SQLException told
                    && told.getSQLState() != null
                    && !told.getSQLState().startsWith("08")) {
                return told;
            }
            none.addSuppressed(refusal);
        }
        return none;
    }

    private static SQLException tooLate() {
        return new SQLTransientConnectionException(
                "no host has answered in time", NOT_NOW, new SocketTimeoutException());
    }

    private Connection accepted(String url, Properties properties) throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            take(url, connection, timelineOf(connection, url));
            return connection;
        } catch (SQLException | RuntimeException refused) {
            abort(connection);
            throw refused;
        }
    }

    private static long timelineOf(Connection connection, String url) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TIMELINE)) {
            row.next();
            String timeline = row.getString(1);
            if (timeline == null) {
                throw new SQLTransientConnectionException(Hosts.named(url) + " is a standby", NOT_NOW);
            }
            return Long.parseLong(timeline, 16);
        }
    }

    private synchronized void take(String url, Connection connection, long timeline) throws SQLException {
        if (timeline < newest) {
            throw new SQLTransientConnectionException(
                    "%s is a former primary, of timeline %d; the newest is %d"
                            .formatted(Hosts.named(url), timeline, newest),
                    NOT_NOW);
        }
        if (timeline > newest) {
            if (newest > 0) {
                LOG.warn("The primary is {} now, of timeline {}", Hosts.named(url), timeline);
            }
            given.forEach(Primary::abort);
            given.clear();
            newest = timeline;
        }
        given.removeIf(Primary::isClosed);
        given.add(connection);
        known.set(url);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection could not be cut", e);
        }
    }
}
