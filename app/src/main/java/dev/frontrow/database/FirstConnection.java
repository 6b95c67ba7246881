package dev.frontrow.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/// The first connection of a start. It waits longer than a later one: the database may be on its way up too, and
/// on a busy machine both take their time. The log says what it waits for. A database that answers and refuses,
/// as for a wrong password, is believed at once.
public final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);

    /// The embedded database is known to be coming: this very process starts it, and starts it again when it dies.
    private static final Duration PATIENCE_WITH_OWN_CHILD = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// The SQL states of a database that is away, has cut the connection, is starting or stopping, or is full.
    private static final Pattern PASSING = Pattern.compile("08(?!004|P01)...|53...|57P0.");

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("first-connection").start(task);

    /// One try to connect.
    interface Attempt {

        Connection connect() throws SQLException;
    }

    private final Duration patience;
    private final Duration tellEvery;
    private final Consumer<String> console;

    FirstConnection(Duration patience, Duration tellEvery, Consumer<String> console) {
        this.patience = patience;
        this.tellEvery = tellEvery;
        this.console = console;
    }

    /// With the patience that the settings ask for.
    public static FirstConnection in(Environment environment) {
        Duration patience = EarlyDatabaseStart.isWanted(environment)
                ? PATIENCE_WITH_OWN_CHILD
                : environment.getProperty("frontrow.database-wait", Duration.class, PATIENCE);
        return new FirstConnection(patience, TELL_EVERY, LOG::info);
    }

    /// Returns once this source has given a connection.
    ///
    /// @throws DatabaseStartFailure if the database says nothing for too long
    /// @throws SQLException         the last refusal, if it still refuses
    public void await(DataSource source) throws SQLException {
        open(source::getConnection).close();
    }

    /// The same, and keeps the connection. It waits for a slow one: to hang up and dial again would make a busy
    /// machine busier.
    Connection open(Attempt attempt) throws SQLException {
        long begun = System.nanoTime();
        long told = begun - tellEvery.toNanos();
        CompletableFuture<Connection> coming = begun(attempt, THREADS);
        while (true) {
            SQLException refusal;
            try {
                // Waits without a limit of its own, so that Spring sees a start that only waits, and ends it on a
                // signal.
                return coming.copy()
                        .orTimeout(tellEvery.toNanos(), TimeUnit.NANOSECONDS)
                        .get();
            } catch (ExecutionException failed) {
                refusal = failed.getCause() instanceof TimeoutException ? null : refusal(failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                abandon(coming);
                throw new DatabaseStartFailure("The start was interrupted while it waited for the database.", e);
            }
            long waited = System.nanoTime() - begun;
            if (waited >= patience.toNanos() || refusal != null && !mayPass(refusal)) {
                abandon(coming);
                if (refusal == null) {
                    throw silent(waited);
                }
                throw refusal;
            }
            if (System.nanoTime() - told >= tellEvery.toNanos()) {
                told = System.nanoTime();
                console.accept(words(refusal, waited));
            }
            if (refusal != null) {
                coming = begun(
                        attempt, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, THREADS));
            }
        }
    }

    private static CompletableFuture<Connection> begun(Attempt attempt, Executor when) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return attempt.connect();
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                when);
    }

    /// A connection that comes too late is closed.
    private static void abandon(CompletableFuture<Connection> coming) {
        var _ = coming.thenAccept(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A connection that came too late could not be closed", e);
            }
        });
    }

    private static SQLException refusal(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof SQLException refusal ? refusal : new SQLException(cause);
    }

    /// A pool's exception says that it has waited in vain; its cause says why.
    private static boolean mayPass(SQLException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told
                    && told.getSQLState() != null
                    && !PASSING.matcher(told.getSQLState()).matches()) {
                return false;
            }
        }
        return true;
    }

    private static DatabaseStartFailure silent(long waited) {
        return new DatabaseStartFailure("The database did not answer within %d s."
                .formatted(Duration.ofNanos(waited).toSeconds()));
    }

    private static String words(@Nullable SQLException refusal, long waited) {
        String why = refusal == null ? "it does not answer yet" : innermost(refusal);
        return "Waiting for the database, %d s so far: %s"
                .formatted(Duration.ofNanos(waited).toSeconds(), why.replaceAll("\\s*\\R\\s*", " "));
    }

    private static String innermost(SQLException refusal) {
        String why = String.valueOf(refusal.getMessage());
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told && told.getMessage() != null) {
                why = told.getMessage();
            }
        }
        return why;
    }
}
