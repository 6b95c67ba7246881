package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseWatchTest {

    private static final DatabaseLogin LOGIN = SharedDatabase.fresh();

    private final GuardedDataSource guarded =
            new GuardedDataSource(new DriverManagerDataSource(LOGIN.url(), LOGIN.username(), LOGIN.password()));

    private DatabaseWatch.Question question = () -> {};

    @AutoClose
    private final DatabaseWatch watch = new DatabaseWatch(() -> question.ask(), guarded);

    @Test
    void waitingStatementsFailOnceTheDatabaseHasBeenSilentForTooLong() throws SQLException {
        Connection waiting = guarded.getConnection();

        looks(DatabaseWatch.LOOKS_MAX - 1);
        assertThat(waiting.isValid(5)).isTrue();
        looks(1);

        assertThat(waiting.isClosed()).isTrue();
        assertThatThrownBy(guarded::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .matches(ConnectionFault::isIn);
    }

    @Test
    void refusesCallersThatWaitForThePoolToo() throws Exception {
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(LOGIN.url());
            pool.setUsername(LOGIN.username());
            pool.setPassword(LOGIN.password());
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(Duration.ofMinutes(1).toMillis());
            var ofPool = new GuardedDataSource(pool);
            ofPool.getConnection();
            var told = new CompletableFuture<Boolean>();
            Thread.ofVirtual().start(() -> {
                assertThatThrownBy(ofPool::getConnection).matches(ConnectionFault::isIn);
                told.complete(Thread.currentThread().isInterrupted());
            });
            await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);

            ofPool.cut();

            assertThat(told.get(30, TimeUnit.SECONDS)).as("is interrupted").isFalse();
        }
    }

    @Test
    void itIsAskedAgainAndServesOnceItAnswers() {
        looks(3 * DatabaseWatch.LOOKS_MAX);

        watch.ask();

        assertThat(new JdbcTemplate(guarded).queryForObject("select 1", Integer.class))
                .isOne();
    }

    @Test
    void oneThatAnswersNowAndThenIsNotSilent() throws SQLException {
        Connection waiting = guarded.getConnection();
        for (int i = 0; i < 5; i++) {
            looks(DatabaseWatch.LOOKS_MAX - 1);
            watch.ask();
        }

        assertThat(waiting.isValid(5)).isTrue();
    }

    @Test
    void oneThatRefusesIsNotSilent() throws SQLException {
        question = () -> {
            throw new SQLException("the database system is starting up", "57P03");
        };
        Connection waiting = guarded.getConnection();
        for (int i = 0; i < 5; i++) {
            looks(DatabaseWatch.LOOKS_MAX - 1);
            watch.ask();
        }

        assertThat(waiting.isValid(5)).isTrue();
    }

    @Test
    void aTimeOutIsNoAnswer() throws SQLException {
        question = () -> {
            throw new SQLException("no answer", "08006", new SocketTimeoutException());
        };
        Connection waiting = guarded.getConnection();
        looks(DatabaseWatch.LOOKS_MAX - 1);
        watch.ask();
        looks(1);

        assertThat(waiting.isClosed()).isTrue();
    }

    @Test
    void onceItsConnectionsAreCutARefusalIsNoAnswer() {
        looks(DatabaseWatch.LOOKS_MAX);
        question = () -> {
            throw new SQLException("no host is the primary", "08001");
        };

        watch.ask();

        assertThatThrownBy(guarded::getConnection).matches(ConnectionFault::isIn);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
