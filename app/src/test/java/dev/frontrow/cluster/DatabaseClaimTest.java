package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.frontrow.cluster.DatabaseClaim.Kind;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Two servers on one database, alone or as nodes, with the rights of the server's role.
class DatabaseClaimTest {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COMING = 1;
    private static final int SERVING = 2;

    private final DatabaseLogin login = SharedDatabase.asServer(SharedDatabase.fresh());
    private final JdbcClient jdbc =
            JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()));

    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private final DatabaseClaim first = start(Duration.ZERO);

    @AfterEach
    void end() {
        first.close();
    }

    @Test
    void secondIsRefusedInOneLineThatNamesTheFirst() {
        first.serve();

        assertThatThrownBy(() -> start(Duration.ofMillis(200)))
                .isInstanceOf(ClusterStartFailure.class)
                .hasMessageContaining(
                        "Another Frontrow (pid %d", ProcessHandle.current().pid())
                .hasMessageContaining("uses this database: stop that one first");
        assertThat(locks(SERVING)).isOne();
    }

    @Test
    void secondIsRefusedWhileTheFirstStartsStill() {
        assertThatThrownBy(() -> start(Duration.ZERO)).isInstanceOf(ClusterStartFailure.class);
    }

    @Test
    void nextOneFollowsAtOnceWhenTheFirstHasEnded() {
        first.serve();
        first.close();

        try (var next = start(PATIENCE)) {
            next.serve();
            assertThat(locks(SERVING)).isOne();
        }
    }

    @Test
    void anotherDatabaseOfTheSameServerIsAnotherMatter() {
        first.serve();

        DatabaseLogin other = SharedDatabase.asServer(SharedDatabase.fresh());
        try (var there = DatabaseClaim.start(
                Kind.ALONE, () -> connect(other), Duration.ZERO, LOOK_EVERY, () -> gaveUp.set(true))) {
            there.serve();
        }
    }

    @Test
    void comesBackWhenItsSessionIsLost() {
        first.serve();

        cut();

        await().atMost(PATIENCE).until(() -> locks(SERVING) == 1 && locks(COMING) == 1);
        assertThatThrownBy(() -> start(Duration.ZERO)).isInstanceOf(ClusterStartFailure.class);
        assertThat(gaveUp).isFalse();
    }

    /// The database restarts, and at that moment a second server starts.
    @Test
    void startingServerGivesWayToOneThatHasLostItsSession() {
        first.serve();

        refusesAServerThatStartsWhileItsSessionIsLost("Another Frontrow");
    }

    @Test
    void endsWhereAnotherServesSinceItWasCutOff() {
        first.serve();

        givesUpForAServerThatServedWhileItsSessionWasLost();
    }

    @Test
    void nodesServeSideBySide() {
        first.close();
        try (var one = start(Kind.NODE, PATIENCE);
                var two = start(Kind.NODE, Duration.ZERO)) {
            one.serve();
            two.serve();

            assertThat(locks(SERVING)).isEqualTo(2);
        }
    }

    @Test
    void nodeIsRefusedBesideAServerAlone() {
        first.serve();

        assertThatThrownBy(() -> start(Kind.NODE, Duration.ZERO))
                .isInstanceOf(ClusterStartFailure.class)
                .hasMessageContaining(
                        "Another Frontrow (pid %d", ProcessHandle.current().pid())
                .hasMessageEndingWith(
                        "uses this database alone: stop that one first, or start it with frontrow.cluster.enabled too.");
    }

    @Test
    void serverAloneIsRefusedBesideNodes() {
        first.close();
        try (var one = start(Kind.NODE, PATIENCE);
                var two = start(Kind.NODE, Duration.ZERO)) {
            one.serve();
            two.serve();
            one.close();

            assertThatThrownBy(() -> start(Kind.ALONE, Duration.ZERO))
                    .isInstanceOf(ClusterStartFailure.class)
                    .hasMessageContaining(
                            "A cluster of Frontrow (pid %d",
                            ProcessHandle.current().pid())
                    .hasMessageEndingWith("uses this database: stop its nodes first, or start this one with"
                            + " frontrow.cluster.enabled too.");
        }
    }

    @Test
    void serverAloneFollowsWhenTheLastNodeHasEnded() {
        first.close();
        var node = start(Kind.NODE, PATIENCE);
        node.serve();
        node.close();

        try (var next = start(PATIENCE)) {
            next.serve();
            assertThat(locks(SERVING)).isOne();
        }
    }

    @Test
    void nodesComeBackWhenTheirSessionsAreLost() {
        first.close();
        try (var one = start(Kind.NODE, PATIENCE);
                var two = start(Kind.NODE, Duration.ZERO)) {
            one.serve();
            two.serve();

            cut();

            await().atMost(PATIENCE).until(() -> locks(SERVING) == 2 && locks(COMING) == 2);
            assertThat(gaveUp).isFalse();
        }
    }

    @Test
    void nodeEndsWhereAServerAloneServesSinceItWasCutOff() {
        first.close();
        try (var node = start(Kind.NODE, PATIENCE)) {
            node.serve();

            givesUpForAServerThatServedWhileItsSessionWasLost();
        }
    }

    @Test
    void serverAloneThatStartsGivesWayToANodeThatHasLostItsSession() {
        first.close();
        try (var node = start(Kind.NODE, PATIENCE)) {
            node.serve();

            refusesAServerThatStartsWhileItsSessionIsLost("A cluster of Frontrow");
        }
    }

    /// @param told part of the refusal
    private void refusesAServerThatStartsWhileItsSessionIsLost(String told) {
        away.set(true);
        cut();
        try (var other = start(PATIENCE)) {
            away.set(false);
            await().atMost(PATIENCE).until(() -> locks(SERVING) == 1);

            assertThatThrownBy(other::serve)
                    .isInstanceOf(ClusterStartFailure.class)
                    .hasMessageContaining(told);
        }
        await().atMost(PATIENCE).until(() -> locks(COMING) == 1 && locks(SERVING) == 1);
        assertThat(gaveUp).isFalse();
    }

    private void givesUpForAServerThatServedWhileItsSessionWasLost() {
        away.set(true);
        cut();
        try (var other = start(PATIENCE)) {
            other.serve();
            away.set(false);

            await().atMost(PATIENCE).untilTrue(gaveUp);
            assertThat(locks(SERVING)).isOne();
        }
    }

    private DatabaseClaim start(Duration patience) {
        return start(Kind.ALONE, patience);
    }

    private DatabaseClaim start(Kind kind, Duration patience) {
        return DatabaseClaim.start(kind, this::connect, patience, LOOK_EVERY, () -> gaveUp.set(true));
    }

    private static Connection connect(DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.username(), login.password());
    }

    private Connection connect() throws SQLException {
        // The server's own thread only reopens sessions.
        if (away.get() && Thread.currentThread().getName().equals("database-claim")) {
            throw new SQLException("away");
        }
        return connect(login);
    }

    private void cut() {
        jdbc.sql("""
                        select count(pg_terminate_backend(pid))
                        from pg_stat_activity
                        where application_name like 'frontrow server%' and datname = current_database()
                        """).query(Integer.class).single();
    }

    private int locks(int lock) {
        return jdbc.sql("""
                        select count(*)
                        from pg_locks
                        where locktype = 'advisory' and granted and objid = :lock
                            and database = (select oid from pg_database where datname = current_database())
                        """).param("lock", lock).query(Integer.class).single();
    }
}
