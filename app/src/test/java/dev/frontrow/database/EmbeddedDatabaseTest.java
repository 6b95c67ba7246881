package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Execution(CONCURRENT)
    @Test
    void keepsDataBetweenStarts() throws SQLException {
        try (var database = started()) {
            execute(database, "create table note (text text)");
            execute(database, "insert into note values ('kept')");
        }
        try (var database = started()) {
            assertThat(query(database, "select text from note")).isEqualTo("kept");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void startsFreshWithoutEarlierData() throws SQLException {
        try (var database = started()) {
            execute(database, "create table note (text text)");
        }
        try (var database = EmbeddedDatabase.startFresh(data())) {
            assertThat(query(database, "select to_regclass('note') is null")).isEqualTo("t");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void startsWhereAnEarlierStartWasKilledWhileMakingTheDatabase() throws IOException, SQLException {
        Files.createDirectories(data().resolve("postgres.new/base"));
        Files.createFile(data().resolve("frontrow.lock"));
        Files.writeString(data().resolve("postgres.new/postgresql.conf"), "");

        try (var database = started()) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "password_encryption, scram-sha-256"
    })
    void isDurableAndOnlyForThisMachine(String setting, String value) {
        assertThat(SharedDatabase.setting(setting)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"frontrow,''", "frontrow,wrong", "postgres,''", "postgres,wrong"})
    void refusesConnectionsWithoutTheRightPassword(String username, String password) {
        String url = SharedDatabase.fresh().url();

        assertThatThrownBy(() ->
                        DriverManager.getConnection(url, username, password).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create role intruder",
                "create database another",
                "alter role frontrow superuser",
                "alter system set fsync = off",
                "copy (select 1) to program 'true'"
            })
    void letsTheApplicationDoNothingOutsideItsDatabase(String statement) throws SQLException {
        try (var connection = connect(SharedDatabase.fresh())) {
            assertThatThrownBy(() -> connection.createStatement().execute(statement))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void hidesPasswordsFromOtherUsers() throws IOException {
        try (var database = started()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data().resolve("database.password"))))
                    .isEqualTo("rw-------");
            assertThat(database.login().toString())
                    .doesNotContain(database.login().password());
        }
    }

    /// Iterations protect weak passwords. These have 192 random bits, and each connection would pay for the
    /// iterations.
    @Execution(CONCURRENT)
    @Test
    void keepsPasswordsWithoutIterations() throws IOException, SQLException {
        try (var database = started();
                var superuser = DriverManager.getConnection(
                        database.login().url(),
                        RoleNames.SUPERUSER,
                        Passwords.keptIn(data()).orElseThrow().superuser());
                var found = superuser
                        .createStatement()
                        .executeQuery(
                                "select bool_and(rolpassword like 'SCRAM-SHA-256$1:%'), count(*) from pg_authid where rolpassword is not null")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getBoolean(1)).isTrue();
            assertThat(found.getInt(2)).isEqualTo(3);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void tellsHowToLogInOnlyWhileItRuns() {
        assertThat(EmbeddedDatabase.running(data())).isEmpty();
        try (var database = started()) {
            assertThat(EmbeddedDatabase.running(data())).contains(database.login());
        }
        assertThat(EmbeddedDatabase.running(data())).isEmpty();
    }

    @Execution(CONCURRENT)
    @Test
    void refusesADataFolderThatThisProcessUses() {
        try (var database = started()) {
            assertThatThrownBy(this::started)
                    .isInstanceOf(DatabaseStartFailure.class)
                    .hasMessageContaining(
                            "in use by another Frontrow (pid %d)",
                            ProcessHandle.current().pid());
            assertThat(EmbeddedDatabase.running(data())).contains(database.login());
        }
    }

    @Execution(CONCURRENT)
    @Test
    void refusesADataFolderThatAnotherProcessUses() throws IOException {
        Process other = DatabaseHolder.holding(data());
        try {
            assertThatThrownBy(this::started)
                    .isInstanceOf(DatabaseStartFailure.class)
                    .hasMessageContaining("in use by another Frontrow (pid %d)", other.pid());
        } finally {
            other.destroy();
            await().atMost(PATIENCE).until(() -> !postmaster(data()));
        }
    }

    @Test
    void refusesAFolderOfSomebodyElse() throws IOException {
        Path letter = Files.createDirectories(data()).resolve("letter.txt");
        Files.writeString(letter, "dear");

        assertThatThrownBy(() -> EmbeddedDatabase.startFresh(data()))
                .isInstanceOf(DatabaseStartFailure.class)
                .hasMessageContaining("is not empty and not a data folder of Frontrow");
        assertThat(letter).hasContent("dear");
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Files.writeString(data(), "");

        assertThatThrownBy(this::started)
                .isInstanceOf(DatabaseStartFailure.class)
                .hasMessageContaining("is a file");
    }

    @Execution(CONCURRENT)
    @Test
    void stopsWithItsKilledProcessAndKeepsWhatWasCommitted() throws Exception {
        Process other = DatabaseHolder.holding(data());
        assertThat(postmaster(data())).isTrue();

        other.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> !postmaster(data()));
        try (var database = started()) {
            assertThat(query(database, "select text from note")).isEqualTo("kept");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void takesOverFromAProcessThatWasKilledTogetherWithItsWatchdog() throws Exception {
        Process other = DatabaseHolder.holding(data());
        long orphan =
                Postmaster.recordedIn(data().resolve("postgres")).orElseThrow().pid();
        for (ProcessHandle watchdog : other.children().toList()) {
            watchdog.destroyForcibly();
            watchdog.onExit().join();
        }
        other.destroyForcibly().waitFor();

        try (var database = started()) {
            assertThat(query(database, "select text from note")).isEqualTo("kept");
            assertThat(Postmaster.recordedIn(data().resolve("postgres"))
                            .orElseThrow()
                            .pid())
                    .isNotEqualTo(orphan);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void recoversOnTheSamePortAfterPostgresIsKilled() throws SQLException {
        try (var database = started()) {
            execute(database, "create table note (text text)");
            execute(database, "insert into note values ('kept')");
            long killed = Postmaster.recordedIn(data().resolve("postgres"))
                    .orElseThrow()
                    .pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> query(database, "select text from note").equals("kept")
                            && Postmaster.recordedIn(data().resolve("postgres"))
                                            .orElseThrow()
                                            .pid()
                                    != killed);
        }
        assertThat(postmaster(data())).isFalse();
    }

    @Execution(CONCURRENT)
    @Test
    void ignoresARecordedProcessThatIsNotItsOwn() throws IOException, SQLException {
        started().close();
        Files.writeString(
                data().resolve("postgres/postmaster.pid"),
                "%d\n%s\n0\n5432\n\n127.0.0.1\n"
                        .formatted(ProcessHandle.current().pid(), data().resolve("postgres")));

        try (var database = started()) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    private Path data() {
        return folder.resolve("da ta's");
    }

    private EmbeddedDatabase started() {
        return EmbeddedDatabase.start(data(), SharedDatabase.binaries());
    }

    private static boolean postmaster(Path data) {
        return Postmaster.recordedIn(data.resolve("postgres"))
                .filter(Postmaster::isAlive)
                .isPresent();
    }

    static Connection connect(DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.username(), login.password());
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database.owner())) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database.owner());
                var result = connection.createStatement().executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
