package dev.frontrow.database.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.frontrow.DebianPostgres;
import dev.frontrow.DebianPostgresPair;
import dev.frontrow.database.ConnectionFault;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// A primary with a standby, by the role of a server.
class ReplicatedPrimaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVER = "frontrow_server";
    private static DebianPostgresPair postgres;

    private final List<Connection> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = DebianPostgres.required(DebianPostgresPair.start());
        postgres.primary().sql("create table told (n int)").update();
        postgres.primary().sql("grant all on told to " + SERVER).update();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @AfterEach
    void closeAll() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
    }

    @Test
    void warnsOfACommitThatWaitsForNoStandby() {
        var watch = new ReplicationWatch(JdbcClient.create(source()), oneHost());
        assertThat(watch.warning()).isEmpty();

        postgres.waitForNobody();
        await().atMost(PATIENCE).until(() -> watch.warning().isPresent());

        assertThat(watch.warning().orElseThrow())
                .contains("synchronous_standby_names")
                .doesNotContain("\n");
        postgres.waitForStandby();
        assertThat(watch.warning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"off, true", "local, true", "on, false", "remote_apply, false"})
    void warnsOfARoleThatDoesNotWait(String commit, boolean warns) {
        postgres.primary()
                .sql("alter role " + SERVER + " set synchronous_commit = " + commit)
                .update();

        var warning = new ReplicationWatch(JdbcClient.create(source()), oneHost()).warning();

        assertThat(warning.isPresent()).isEqualTo(warns);
        warning.ifPresent(words -> assertThat(words).startsWith("synchronous_commit is " + commit));
        postgres.primary()
                .sql("alter role " + SERVER + " reset synchronous_commit")
                .update();
    }

    @Test
    void warnsOfNothingWhereThereIsNoStandby() {
        DatabaseLogin alone = SharedDatabase.asServer(SharedDatabase.fresh());
        JdbcClient jdbc = JdbcClient.create(source(alone));

        assertThat(new ReplicationWatch(jdbc, new Primary(alone.url())).warning())
                .isEmpty();
        assertThat(new ReplicationWatch(jdbc, new Primary("jdbc:postgresql://one,two/db")).warning())
                .as("with two hosts, of which one is away")
                .isPresent();
    }

    @ParameterizedTest(name = "in a transaction of several statements: {0}")
    @ValueSource(booleans = {true, false})
    void commitWhoseWaitForTheStandbyWasCancelledIsUnknown(boolean inTransaction) throws Exception {
        postgres.signalStandby("STOP");
        try {
            var thrown = CompletableFuture.supplyAsync(() -> catchThrowable(() -> insert(inTransaction)));
            await().atMost(PATIENCE).until(() -> postgres.cancelWaits() > 0);

            assertThat(thrown.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull()
                    .matches(ConnectionFault::leavesOutcomeUnknown);
        } finally {
            postgres.signalStandby("CONT");
        }
        assertThat(catchThrowable(() -> insert(inTransaction))).isNull();
    }

    /// It still takes connections and would take writes: it was only cut off when its standby was promoted.
    @Test
    void formerPrimaryThatLivesOnGetsNoConnections() throws Exception {
        var primary = new Primary(postgres.url());
        Connection former = open(primary);
        int formerPort = portOf(former);

        postgres.signalPrimary("STOP");
        postgres.promote();
        Connection promoted = open(primary);
        assertThat(portOf(promoted)).isNotEqualTo(formerPort);
        assertThat(former.isClosed()).as("the former one's connection is cut").isTrue();

        postgres.signalStandby("CONT");
        for (int i = 0; i < 10; i++) {
            assertThat(portOf(openAnew(primary))).isNotEqualTo(formerPort);
        }
        var startedNow = new Primary(postgres.url());
        await("the new primary is found, even if the former one answers first")
                .atMost(PATIENCE)
                // One of the former primary may be cut before it says so.
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> portOf(open(startedNow)) != formerPort);

        postgres.signalStandby("KILL");
        postgres.rebuild();
        assertThat(portOf(openAnew(primary))).isEqualTo(portOf(promoted));
    }

    private static void insert(boolean inTransaction) {
        DriverManagerDataSource source = source();
        JdbcClient jdbc = JdbcClient.create(new ConfirmedStatements(source));
        Runnable insert = () -> jdbc.sql("insert into told values (1)").update();
        if (inTransaction) {
            new TransactionTemplate(new ConfirmedTransactions(source)).executeWithoutResult(_ -> insert.run());
        } else {
            insert.run();
        }
    }

    private Connection open(Primary primary) throws SQLException {
        return kept(primary.open(properties()));
    }

    private Connection openAnew(Primary primary) throws SQLException {
        return kept(primary.openAnew(properties()));
    }

    private Connection kept(Connection connection) {
        opened.add(connection);
        return connection;
    }

    private static int portOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select inet_server_port()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Primary oneHost() {
        return new Primary("jdbc:postgresql://one/db");
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", SERVER);
        properties.setProperty("password", postgres.serverLogin().password());
        return properties;
    }

    private static DriverManagerDataSource source() {
        return source(postgres.serverLogin());
    }

    private static DriverManagerDataSource source(DatabaseLogin login) {
        return new DriverManagerDataSource(login.url(), login.username(), login.password());
    }
}
