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

/// Opens the first connection of a start. It waits longer than later ones, because the database may be starting
/// too. The log says what it waits for. A definite refusal, such as a wrong password, fails at once.
public final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);

    /// Longer for the embedded database: this process starts it, and restarts it when it dies.
    private static final Duration PATIENCE_WITH_OWN_CHILD = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// SQL states that may pass: the database is unreachable, has cut the connection, is starting or stopping, or
    /// is full.
    private static final Pattern PASSING = Pattern.compile("08(?!004|P01)...|53...|57P0.");

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("first-connection").start(task);

    /// One attempt to connect.
    public interface Attempt {

        Connection connect() throws SQLException;
    }

    /// How an attempt stands after a wait; neither a connection nor a refusal while it goes on.
    private record Answer(
            @Nullable Connection connection, @Nullable SQLException refusal) {}

    private final Duration patience;
    private final Duration tellEvery;
    private final Consumer<String> console;

    FirstConnection(Duration patience, Duration tellEvery, Consumer<String> console) {
        this.patience = patience;
        this.tellEvery = tellEvery;
        this.console = console;
    }

    /// With the timeout from the settings.
    public static FirstConnection in(Environment environment) {
        Duration patience = EarlyDatabaseStart.isWanted(environment)
                ? PATIENCE_WITH_OWN_CHILD
                : environment.getProperty("frontrow.database-wait", Duration.class, PATIENCE);
        return new FirstConnection(patience, TELL_EVERY, LOG::info);
    }

    /// Returns once this source has given a connection.
    ///
    /// @throws DatabaseStartFailure if the database does not answer in time
    /// @throws SQLException         the last refusal, if it still refuses
    public void await(DataSource source) throws SQLException {
        open(source::getConnection).close();
    }

    /// As [#await], but returns the connection. Keeps waiting for a slow attempt instead of starting another,
    /// which would add load to a busy machine.
    public Connection open(Attempt attempt) throws SQLException {
        long begun = System.nanoTime();
        long told = begun - tellEvery.toNanos();
        CompletableFuture<Connection> coming = begun(attempt, THREADS);
        while (true) {
            Answer answer = answer(coming);
            if (answer.connection() != null) {
                return answer.connection();
            }
            SQLException refusal = answer.refusal();
            long waited = System.nanoTime() - begun;
            if (waited >= patience.toNanos() || refusal != null && !mayPass(refusal)) {
                abandon(coming);
                throw end(refusal, waited);
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

    /// Waits on a future without a timed park, so that Spring sees a thread that only waits and can end the start
    /// on a signal.
    private Answer answer(CompletableFuture<Connection> coming) {
        try {
            Connection connection = coming.copy()
                    .orTimeout(tellEvery.toNanos(), TimeUnit.NANOSECONDS)
                    .get();
            return new Answer(connection, null);
        } catch (ExecutionException failed) {
            return new Answer(null, failed.getCause() instanceof TimeoutException ? null : refusal(failed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(coming);
            throw new DatabaseStartFailure("The start was interrupted while it waited for the database.", e);
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

    /// Closes the connection if it still arrives.
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

    /// A pool's exception only says that the wait timed out; its cause says why.
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

    /// The last refusal.
    ///
    /// @throws DatabaseStartFailure if there was none
    private static SQLException end(@Nullable SQLException refusal, long waited) {
        if (refusal == null) {
            throw new DatabaseStartFailure("The database did not answer within %d s."
                    .formatted(Duration.ofNanos(waited).toSeconds()));
        }
        return refusal;
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
