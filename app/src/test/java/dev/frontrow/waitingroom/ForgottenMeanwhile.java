package dev.frontrow.waitingroom;

import static org.awaitility.Awaitility.await;

import dev.frontrow.Stage;
import dev.frontrow.database.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgets a room and reads it again while a change of it waits for its commit: the reading does not see the
/// change, and who makes it has the room that is forgotten.
final class ForgottenMeanwhile {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String SOMEBODY_WAITS = """
            select exists (
                select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())
            """;

    private final Rooms rooms;
    private final JdbcClient jdbc;
    private final DatabaseLogin owner;

    /// @param jdbc of the server's role, which sees what its own sessions wait for
    ForgottenMeanwhile(Rooms rooms, JdbcClient jdbc, DatabaseLogin owner) {
        this.rooms = rooms;
        this.jdbc = jdbc;
        this.owner = owner;
    }

    /// Returns the outcome of the change.
    ///
    /// @param table whose rows of this concert the change waits for
    <T> T during(String table, Stage stage, Supplier<T> change) throws Exception {
        try (Connection lock = DriverManager.getConnection(owner.url(), owner.username(), owner.password())) {
            lock.setAutoCommit(false);
            try (Statement statement = lock.createStatement()) {
                statement.execute(
                        "select from %s where concert_id = %d for update".formatted(table, stage.concertId()));
            }
            CompletableFuture<T> outcome = CompletableFuture.supplyAsync(change);
            await().atMost(PATIENCE).until(this::somebodyWaits);
            rooms.forget(stage.concertId());
            rooms.find(stage.concertId());
            lock.rollback();
            return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private boolean somebodyWaits() {
        return jdbc.sql(SOMEBODY_WAITS).query(Boolean.class).single();
    }
}
