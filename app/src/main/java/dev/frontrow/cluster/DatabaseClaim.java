package dev.frontrow.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// Says in the database that this server serves it: alone, or as one node beside others. A server alone would admit
/// people at the full rate, so it and nodes exclude each other. The claim is two advisory locks in a session of its
/// own, so it ends with this process, even after a crash; nodes share both locks.
///
/// A starting server takes the COMING lock, and the SERVING lock before it serves. A server that has lost its
/// session, for example because the database restarted, takes SERVING first, which a starting server never does;
/// the starting one then gives way. So a restart of the database ends no healthy server, and two servers that exclude
/// each other never serve.
final class DatabaseClaim implements AutoCloseable {

    /// Who may serve beside this server.
    enum Kind {
        ALONE("pg_try_advisory_lock"),
        NODE("pg_try_advisory_lock_shared");

        private final String lock;

        Kind(String lock) {
            this.lock = lock;
        }
    }

    /// Opens a session in the database.
    interface Sessions {

        Connection open() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClaim.class);

    private static final int SPACE = 0x46726F6E;
    private static final int COMING = 1;
    private static final int SERVING = 2;

    private static final int LOOK_SECONDS_MAX = 5;
    private static final int NAME_CHARS_MAX = 63;

    /// With these keep-alives a server cut off from the network is detected after about ten seconds.
    private static final String SETTINGS =
            "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;"
                    + " set idle_session_timeout = 0; set statement_timeout = '5s'";

    /// A promoted standby has run for long; it names the last transaction that it got from its former primary.
    private static final String HAS_JUST_STARTED = """
            select now() - pg_postmaster_start_time() < interval '30 seconds'
                or pg_last_xact_replay_timestamp() is not null
            """;

    private static final String FROM_HOLDER = """
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.classid = %d and l.objid = %d and l.objsubid = 2
                and l.database = (select oid from pg_database where datname = current_database())
            """;

    private final Kind kind;
    private final Sessions sessions;
    private final Duration lookEvery;
    private final Runnable giveUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("database-claim").daemon().unstarted(this::watch);

    private @Nullable Connection session;
    private int backend;
    private int lost;
    private boolean held;

    private DatabaseClaim(Kind kind, Sessions sessions, Duration lookEvery, Runnable giveUp) {
        this.kind = kind;
        this.sessions = sessions;
        this.lookEvery = lookEvery;
        this.giveUp = giveUp;
    }

    /// Returns once no server starts or serves that this one excludes.
    ///
    /// @param patience  how long to wait for such a server to end
    /// @param lookEvery how often to check the session
    /// @param giveUp    run if another server took over while this one was cut off from the database
    /// @throws ClusterStartFailure if another server does not end in time
    static DatabaseClaim start(Kind kind, Sessions sessions, Duration patience, Duration lookEvery, Runnable giveUp) {
        var server = new DatabaseClaim(kind, sessions, lookEvery, giveUp);
        try {
            server.open();
            long begun = System.nanoTime();
            boolean told = false;
            while (!server.locks(COMING)) {
                if (System.nanoTime() - begun >= patience.toNanos()) {
                    throw server.another(COMING);
                }
                if (!told) {
                    LOG.info("Another Frontrow{} uses this database; waiting for its end", server.holder(COMING));
                    told = true;
                }
                server.rest(lookEvery);
            }
            return server;
        } catch (SQLException e) {
            server.close();
            throw new CannotGetJdbcConnectionException("no session to keep a second server off", e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Takes the SERVING lock. Call before the first request is answered; valid until closed.
    ///
    /// @throws ClusterStartFailure if a server that was serving before reclaims its session
    void serve() {
        try {
            if (Boolean.TRUE.equals(ask(HAS_JUST_STARTED, Boolean.class))) {
                // A server that was serving may just have lost its session, and needs a moment to reclaim it.
                rest(lookEvery.multipliedBy(2));
            }
            if (!locks(SERVING)) {
                throw another(SERVING);
            }
            held = true;
        } catch (SQLException e) {
            throw new ClusterStartFailure("The database was lost during the start: " + e.getMessage(), e);
        }
        thread.start();
    }

    private void watch() {
        while (rest(lookEvery)) {
            try {
                if (held && !stands()) {
                    held = false;
                    lost = backend;
                }
                if (!held && !comesBack()) {
                    LOG.error("Another Frontrow serves this database since this one was cut off from it: ending");
                    giveUp.run();
                    return;
                }
            } catch (SQLException e) {
                LOG.debug("The session that keeps others out is not back yet", e);
            }
        }
    }

    private synchronized boolean stands() throws SQLException {
        return session != null && session.isValid(LOOK_SECONDS_MAX);
    }

    /// Returns false if another server serves meanwhile. A server that only starts will give way.
    private boolean comesBack() throws SQLException {
        open();
        // The database may not have noticed yet that the old session is lost.
        end(lost);
        if (!locks(SERVING)) {
            Integer holder = pidOf(SERVING);
            if (holder == null || holder == lost) {
                throw new SQLException("the old session is about to end");
            }
            return false;
        }
        while (!locks(COMING)) {
            if (!rest(lookEvery)) {
                return true;
            }
        }
        held = true;
        LOG.info("The database is back, and no other Frontrow has taken it over");
        return true;
    }

    private synchronized void open() throws SQLException {
        shut();
        Connection opened = sessions.open();
        session = opened;
        opened.setAutoCommit(true);
        try (var statement = opened.createStatement()) {
            statement.execute(SETTINGS);
            statement.execute("set application_name = '" + name() + "'");
            try (var row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                backend = row.getInt(1);
            }
        }
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName().replaceAll("[^\\w.-]", "");
        } catch (UnknownHostException e) {
            host = "somewhere";
        }
        String name = "frontrow server " + ProcessHandle.current().pid() + " on " + host;
        return name.substring(0, Math.min(name.length(), NAME_CHARS_MAX));
    }

    private synchronized boolean locks(int lock) throws SQLException {
        return Boolean.TRUE.equals(ask("select " + kind.lock + "(" + SPACE + ", " + lock + ")", Boolean.class));
    }

    private synchronized void end(int lost) throws SQLException {
        ask(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid = " + lost
                        + " and usename = current_user and application_name = current_setting('application_name')"
                        + " and pid <> pg_backend_pid()",
                Boolean.class);
    }

    private @Nullable Integer pidOf(int lock) throws SQLException {
        return ask("select l.pid " + FROM_HOLDER.formatted(SPACE, lock), Integer.class);
    }

    private synchronized <T> @Nullable T ask(String question, Class<T> type) throws SQLException {
        if (session == null) {
            throw new SQLException("there is no session");
        }
        try (var statement = session.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() ? row.getObject(1, type) : null;
        }
    }

    private String holder(int lock) {
        try {
            String name = ask(
                    "select replace(application_name, 'frontrow server ', '') " + FROM_HOLDER.formatted(SPACE, lock),
                    String.class);
            return name == null ? "" : " (pid " + name + ")";
        } catch (SQLException e) {
            return "";
        }
    }

    private ClusterStartFailure another(int lock) {
        if (kind == Kind.NODE) {
            return new ClusterStartFailure("Another Frontrow" + holder(lock)
                    + " uses this database alone: stop that one first, or start it with frontrow.cluster.enabled too.");
        }
        return new ClusterStartFailure(
                isShared(lock)
                        ? "A cluster of Frontrow" + holder(lock)
                                + " uses this database: stop its nodes first, or start this one with frontrow.cluster.enabled too."
                        : "Another Frontrow" + holder(lock)
                                + " uses this database: stop that one first. Two would each let people in at the full"
                                + " rate, unless both have frontrow.cluster.enabled.");
    }

    private boolean isShared(int lock) {
        try {
            return Boolean.TRUE.equals(
                    ask("select l.mode = 'ShareLock' " + FROM_HOLDER.formatted(SPACE, lock), Boolean.class));
        } catch (SQLException e) {
            return false;
        }
    }

    /// Returns false if this server is closing.
    private boolean rest(Duration time) {
        try {
            return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void shut() {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                LOG.debug("The session was lost already", e);
            }
            session = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        shut();
    }
}
