package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Phase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/// A transaction that has the last connection of the pool, while somebody reads its room and waits for one. If either
/// waited for the other, both would fail after three seconds.
@TestPropertySource(
        properties = {"spring.datasource.hikari.maximum-pool-size=1", "spring.datasource.hikari.minimum-idle=1"})
@DirtiesContext
class SmallPoolTest extends ServerTest {

    @Autowired
    Rooms rooms;

    @Autowired
    DataSource dataSource;

    private JdbcClient beside = JdbcClient.create(new DriverManagerDataSource());

    @Autowired
    void lookBesideThePool(Environment settings) {
        beside = JdbcClient.create(new DriverManagerDataSource(
                settings.getRequiredProperty("spring.datasource.url"),
                settings.getRequiredProperty("spring.datasource.username"),
                settings.getRequiredProperty("spring.datasource.password")));
    }

    private int waitingForTheConnection() throws SQLException {
        return dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    private boolean somebodyWaitsForALock() {
        return beside.sql("""
                        select exists (
                            select from pg_stat_activity
                            where wait_event_type = 'Lock' and datname = current_database())
                        """).query(Boolean.class).single();
    }

    /// Begins to read the room, which waits for the connection behind so many others.
    private CompletableFuture<Optional<WaitingRoom>> beginReading(Stage stage, int others) {
        rooms.forget(stage.concertId());
        var reading = CompletableFuture.supplyAsync(() -> rooms.find(stage.concertId()));
        await().until(() -> waitingForTheConnection() == others + 1);
        return reading;
    }

    @Test
    void paymentThatCommitsDoesNotWaitForAReading() throws Exception {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1").expect(201);

        try (Connection lock = DriverManager.getConnection(
                ownerLogin().url(), ownerLogin().username(), ownerLogin().password())) {
            lock.setAutoCommit(false);
            try (Statement statement = lock.createStatement()) {
                statement.execute(
                        "select from waitingroom.place where concert_id = %d for update".formatted(stage.concertId()));
            }
            CompletableFuture<Answer> payment = CompletableFuture.supplyAsync(
                    () -> fan.pays(UUID.randomUUID().toString()));
            await().until(this::somebodyWaitsForALock);
            var reading = beginReading(stage, 0);
            lock.rollback();

            assertThat(reading.get(30, TimeUnit.SECONDS)).isPresent();
            payment.get(30, TimeUnit.SECONDS).expect(201);
        }
        assertThat(fan.polls().expect(200).body().path("state").asString()).isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "CLOSED"})
    void holdThatLooksAtThePhaseDoesNotWaitForAReading(Phase phase) throws Exception {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.seesSeats().expect(200);

        CompletableFuture<Answer> hold;
        CompletableFuture<Optional<WaitingRoom>> reading;
        try (Connection last = dataSource.getConnection()) {
            hold = CompletableFuture.supplyAsync(() -> fan.holds("1"));
            await().until(() -> waitingForTheConnection() == 1);
            if (phase == Phase.CLOSED) {
                close(stage, last);
            }
            reading = beginReading(stage, 1);
        }

        assertThat(reading.get(30, TimeUnit.SECONDS)).isPresent();
        Answer answer = hold.get(30, TimeUnit.SECONDS);
        if (phase == Phase.OPEN) {
            answer.expect(201);
        } else {
            answer.expectProblem(409, "sale-closed");
        }
    }

    private static void close(Stage stage, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update waitingroom.room set steered_phase = 'CLOSED' where concert_id = %d"
                    .formatted(stage.concertId()));
        }
    }
}
