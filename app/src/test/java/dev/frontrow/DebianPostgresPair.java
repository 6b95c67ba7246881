package dev.frontrow;

import static org.awaitility.Awaitility.await;

import dev.frontrow.database.DatabaseLogin;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Two PostgreSQLs of the operating system's package: a primary and a standby that it waits for with each commit.
/// After a fail-over the new primary is alone, and waits for nobody, until the other one is rebuilt.
public final class DebianPostgresPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVER = "frontrow_server";

    private final DebianPostgres one;
    private final DebianPostgres two;
    private DebianPostgres primary;

    private DebianPostgresPair(DebianPostgres one, DebianPostgres two) {
        this.one = one;
        this.two = two;
        primary = one;
    }

    /// Starts both; empty if the package is missing.
    public static Optional<DebianPostgresPair> start() throws IOException, InterruptedException {
        Optional<DebianPostgres> first = DebianPostgres.start();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var pair = new DebianPostgresPair(first.get(), first.get().startStandby());
        pair.primary()
                .sql("create role " + SERVER + " login password '" + first.get().password() + "'")
                .update();
        pair.waitForStandby();
        return Optional.of(pair);
    }

    /// The URL that names both.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary"
                .formatted(one.port(), two.port());
    }

    /// By the superuser, who owns the tables.
    public DatabaseLogin login() {
        return new DatabaseLogin(url(), one.username(), one.password());
    }

    /// By the role of a server.
    public DatabaseLogin serverLogin() {
        return new DatabaseLogin(url(), SERVER, one.password());
    }

    /// The environment variables for a server process that uses them, with both roles.
    public Map<String, String> environment() {
        return Map.of(
                "SPRING_DATASOURCE_URL", url(),
                "SPRING_DATASOURCE_USERNAME", serverLogin().username(),
                "SPRING_DATASOURCE_PASSWORD", serverLogin().password(),
                "SPRING_FLYWAY_USER", login().username(),
                "SPRING_FLYWAY_PASSWORD", login().password());
    }

    /// `kill -9`, all its processes.
    public void killPrimary() throws IOException, InterruptedException {
        primary.signal("KILL");
    }

    /// Sends a signal to all processes of the primary, such as `STOP` or `CONT`.
    public void signalPrimary(String signal) throws IOException, InterruptedException {
        primary.signal(signal);
    }

    /// Sends a signal to all processes of the standby.
    public void signalStandby(String signal) throws IOException, InterruptedException {
        standby().signal(signal);
    }

    /// Makes the standby the primary, which then is alone. Returns once it is one.
    public void promote() throws IOException, InterruptedException {
        DebianPostgres promoted = standby();
        promoted.promote();
        primary = promoted;
        waitForNobody();
    }

    /// Makes the primary answer without its standby.
    public void waitForNobody() {
        waitFor("");
    }

    /// How many commits wait for the standby.
    public int waits() {
        return primary()
                .sql("select count(*) from pg_stat_activity where wait_event = 'SyncRep'")
                .query(Integer.class)
                .single();
    }

    /// Ends these waits: each COMMIT then looks done. Returns how many there were.
    public int cancelWaits() {
        return primary()
                .sql("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'")
                .query(Boolean.class)
                .list()
                .size();
    }

    /// Makes the standby hear no more of the primary, which answers without it.
    public void loseStandby() {
        waitForNobody();
        JdbcClient standby = jdbc(standby());
        standby.sql("alter system set primary_conninfo = ''").update();
        standby.sql("select pg_reload_conf()").query().singleValue();
        await().atMost(PATIENCE)
                .until(() -> !standby.sql("select exists (select from pg_stat_wal_receiver)")
                        .query(Boolean.class)
                        .single());
    }

    /// Makes the former primary, which must be dead, a standby of the new one.
    public void rebuild() throws IOException, InterruptedException {
        standby().follow(primary);
        waitForStandby();
    }

    /// Statements for the primary.
    public JdbcClient primary() {
        return jdbc(primary);
    }

    /// Makes the primary wait for its standby with each commit. Returns once it does.
    public void waitForStandby() {
        waitFor("ANY 1 (*)");
        await().atMost(PATIENCE)
                .until(() -> primary().sql("""
                                select exists (select from pg_stat_replication
                                               where state = 'streaming' and sync_state = 'quorum')
                                """).query(Boolean.class).single());
    }

    private void waitFor(String standbys) {
        primary()
                .sql("alter system set synchronous_standby_names = '" + standbys + "'")
                .update();
        primary().sql("select pg_reload_conf()").query().singleValue();
    }

    private DebianPostgres standby() {
        return primary == one ? two : one;
    }

    private static JdbcClient jdbc(DebianPostgres server) {
        return JdbcClient.create(new DriverManagerDataSource(server.url(), server.username(), server.password()));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        one.close();
        two.close();
    }
}
