package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/// Faults in a data folder, one at a time: a file is missing, empty, garbled, foreign or stale. The start either
/// repairs it without losing data, or refuses with one line that says what to do. Every case begins with a copy
/// of a folder that was used and stopped.
class DataFolderTest {

    @TempDir
    static Path used;

    @TempDir
    Path parent;

    private Path data = Path.of("");

    /// A fault of a file.
    enum Fault {
        MISSING {
            @Override
            void happensTo(Path file) throws IOException {
                FileSystemUtils.deleteRecursively(file);
            }
        },
        EMPTY {
            @Override
            void happensTo(Path file) throws IOException {
                MISSING.happensTo(file);
                Files.createFile(file);
            }
        },
        GARBLED {
            @Override
            void happensTo(Path file) throws IOException {
                byte[] bytes = new byte[300];
                new Random(7).nextBytes(bytes);
                bytes[0] = (byte) 0xC3;
                MISSING.happensTo(file);
                Files.write(file, bytes);
            }
        },
        TOO_SHORT {
            @Override
            void happensTo(Path file) throws IOException {
                byte[] whole = Files.readAllBytes(file);
                Files.write(file, List.of(new String(whole, 0, whole.length / 2, StandardCharsets.ISO_8859_1)));
            }
        },
        TOO_LONG {
            @Override
            void happensTo(Path file) throws IOException {
                Files.writeString(file, "0123456789abcde\n".repeat(200_000));
            }
        },
        FOLDER {
            @Override
            void happensTo(Path file) throws IOException {
                MISSING.happensTo(file);
                Files.createDirectories(file.resolve("within"));
            }
        },
        LINK {
            @Override
            void happensTo(Path file) throws IOException {
                MISSING.happensTo(file);
                Files.writeString(file.resolveSibling("../elsewhere").normalize(), "somebody's\n");
                Files.createSymbolicLink(
                        file, file.resolveSibling("../elsewhere").normalize());
            }
        },
        OPEN_TO_ALL {
            @Override
            void happensTo(Path file) throws IOException {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        };

        abstract void happensTo(Path file) throws IOException;
    }

    @BeforeAll
    static void useOneOnce() throws SQLException {
        try (var database = EmbeddedDatabase.start(used.resolve("data"), SharedDatabase.binaries());
                var connection = EmbeddedDatabaseTest.connect(database.owner())) {
            connection.createStatement().execute("create table note (text text)");
            connection.createStatement().execute("insert into note values ('kept')");
        }
    }

    @BeforeEach
    void copyIt() throws IOException {
        data = parent.resolve("data");
        SharedDatabase.copy(used.resolve("data"), data);
    }

    @AfterEach
    void leavesNobodyBehind() {
        assertThat(PostgresProcesses.atWorkIn(data.resolve("postgres"))).isEmpty();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "frontrow.lock, MISSING",
        "frontrow.lock, EMPTY",
        "frontrow.lock, GARBLED",
        "frontrow.lock, TOO_LONG",
        "database.password, MISSING",
        "database.password, EMPTY",
        "database.password, GARBLED",
        "database.password, TOO_SHORT",
        "database.password, TOO_LONG",
        "database.password, OPEN_TO_ALL",
        "postgres, OPEN_TO_ALL",
        "postgres/postmaster.pid, EMPTY",
        "postgres/postmaster.pid, GARBLED",
        "postgres/postmaster.pid, TOO_LONG",
        "postgres/postmaster.opts, MISSING",
        "postgres/postmaster.opts, GARBLED",
        "postgres/postgresql.conf, MISSING",
        "postgres/postgresql.conf, GARBLED",
        "postgres/pg_hba.conf, MISSING",
        "postgres/pg_hba.conf, EMPTY",
        "postgres/pg_hba.conf, GARBLED",
        "postgres/pg_ident.conf, MISSING",
        "postgres/postgresql.auto.conf, MISSING",
        "postgres/postgresql.auto.conf, EMPTY",
        "postgres.log, MISSING",
        "postgres.log, GARBLED",
        "postgres.log, TOO_LONG"
    })
    void repairsFilesThatCanBeMadeAgain(String file, Fault fault) throws IOException, SQLException {
        fault.happensTo(data.resolve(file));

        assertKept();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("database.password"))))
                .isEqualTo("rw-------");
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frontrow.lock | FOLDER | frontrow.lock is a folder or a link, where a file belongs: move it away
            frontrow.lock | LINK | frontrow.lock is a folder or a link, where a file belongs: move it away
            database.password | FOLDER | database.password is a folder or a link, where a file belongs: move it away
            database.password | LINK | database.password is a folder or a link, where a file belongs: move it away
            postgres.log | FOLDER | postgres.log is a folder or a link, where a file belongs: move it away
            postgres | MISSING | has lost its database, the folder postgres: put it back from a backup
            postgres | EMPTY | postgres is something else, where a folder belongs: move it away
            postgres | FOLDER | PG_VERSION is missing or damaged
            postgres/PG_VERSION | MISSING | PG_VERSION is missing or damaged
            postgres/PG_VERSION | EMPTY | PG_VERSION is missing or damaged
            postgres/PG_VERSION | GARBLED | PG_VERSION is missing or damaged
            postgres/PG_VERSION | TOO_LONG | PG_VERSION is missing or damaged
            postgres/PG_VERSION | FOLDER | PG_VERSION is missing or damaged
            postgres/global/pg_control | MISSING | PostgreSQL cannot be started in
            postgres/global/pg_control | GARBLED | PostgreSQL cannot be started in
            postgres/postgresql.auto.conf | GARBLED | PostgreSQL cannot be started in
            postgres/postmaster.pid | FOLDER | PostgreSQL cannot be started in
            postgres/pg_hba.conf | FOLDER | PostgreSQL cannot be started in
            """)
    void refusesInOneLineFaultsThatAnOperatorMustMend(String file, Fault fault, String line) throws IOException {
        fault.happensTo(data.resolve(file));

        assertRefused(line);

        if (fault == Fault.LINK) {
            assertThat(parent.resolve("elsewhere")).hasContent("somebody's\n");
        }
    }

    @Test
    void refusesTheDatabaseOfAnotherVersion() throws IOException {
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");

        assertRefused("was made by PostgreSQL 17, and this Frontrow brings 18");
    }

    @Test
    void knowsWhichVersionItBrings() throws IOException {
        assertThat(Files.readString(data.resolve("postgres/PG_VERSION")).strip())
                .isEqualTo(PostgresServer.VERSION);
    }

    @Test
    void takesPasswordsOfAnotherFolderForLostOnes() throws IOException, SQLException {
        Files.writeString(
                data.resolve("database.password"), """
                postgres=%s
                frontrow=%s
                frontrow_server=%s
                """.formatted("a".repeat(32), "b".repeat(32), "c".repeat(32)));

        assertKept();
    }

    @Test
    void resetsPasswordsWhereOneOfThemIsUnknown() throws IOException, SQLException {
        Path file = data.resolve("database.password");
        Files.writeString(
                file, Files.readString(file).replaceFirst("frontrow_server=.*", "frontrow_server=" + "x".repeat(32)));

        assertKept();
    }

    /// A folder from before the server had a separate role.
    @Test
    void makesTheServersRoleWhereThereIsNoneYet() throws IOException, SQLException {
        try (var database = started();
                var connection = EmbeddedDatabaseTest.connect(superuser(database))) {
            connection.createStatement().execute("drop owned by frontrow_server");
            connection.createStatement().execute("drop role frontrow_server");
        }
        Path file = data.resolve("database.password");
        Files.write(file, Files.readAllLines(file).subList(0, 2));

        assertKept();
    }

    /// An attacker with the server's connection may have extended the rights of its role.
    @Test
    void takesExcessRightsFromTheServersRole() throws IOException, SQLException {
        try (var database = started();
                var connection = EmbeddedDatabaseTest.connect(superuser(database))) {
            connection.createStatement().execute("grant frontrow to frontrow_server");
            connection.createStatement().execute("alter role frontrow_server superuser");
        }
        Files.delete(data.resolve("database.password"));

        try (var database = started();
                var connection = EmbeddedDatabaseTest.connect(database.login())) {
            assertThatThrownBy(() -> connection.createStatement().execute("set role frontrow"))
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @CsvSource({"initdbabc.tmp", "database.password.new"})
    void removesSecretsThatAKilledStartHasLeftBehind(String file) throws IOException, SQLException {
        Files.writeString(data.resolve(file), "secret");

        assertKept();

        assertThat(data.resolve(file)).doesNotExist();
    }

    /// The files that a first start leaves if it is killed after each of its steps.
    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "''",
        "frontrow.lock",
        "frontrow.lock postgres-binaries/",
        "frontrow.lock postgres-binaries/ postgres.new/",
        "frontrow.lock postgres-binaries/ postgres.new/ database.password.new",
        "frontrow.lock postgres-binaries/ postgres.new/ database.password postgres.log",
        "frontrow.lock postgres.new/ postgres.new/PG_VERSION database.password postgres.log initdb1.tmp",
        "frontrow.lock postgres.new/ postgres.new/PG_VERSION database.password token.key"
    })
    void goesOnFromWhereAFirstStartWasKilled(String files) throws IOException, SQLException {
        FileSystemUtils.deleteRecursively(data);
        Files.createDirectories(data);
        for (String file : files.isEmpty() ? new String[0] : files.split(" ")) {
            if (file.endsWith("/")) {
                Files.createDirectory(data.resolve(file));
            } else {
                Files.writeString(data.resolve(file), "half");
            }
        }

        try (var database = started();
                var connection = EmbeddedDatabaseTest.connect(database.login())) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"letter.txt", "postgres.conf", "postgres"})
    void refusesFoldersOfOtherPrograms(String file) throws IOException {
        FileSystemUtils.deleteRecursively(data);
        Files.createDirectories(data);
        Files.writeString(data.resolve(file), "dear");

        assertThatThrownBy(() -> EmbeddedDatabase.startFresh(data))
                .isInstanceOf(DatabaseStartFailure.class)
                .hasMessageContaining("is not empty and not a data folder of Frontrow");
        assertThat(data.resolve(file)).hasContent("dear");
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource(names = {"MISSING", "EMPTY", "GARBLED", "FOLDER", "LINK"})
    void unpacksChangedProgramsAgain(Fault fault) throws IOException {
        Path own = parent.resolve("binaries");
        SharedDatabase.copy(SharedDatabase.binaries(), own);
        Path program = program(own, "postgres");
        byte[] whole = Files.readAllBytes(program);
        fault.happensTo(program);

        PostgresBinaries.unpackedIn(own);

        assertThat(program(own, "postgres"))
                .isRegularFile()
                .hasBinaryContent(whole)
                .isExecutable();
    }

    @Test
    void unpacksNothingIfAllFilesAreWhole() throws IOException {
        PostgresBinaries.unpackedIn(SharedDatabase.binaries());
        Path program = program(SharedDatabase.binaries(), "postgres");
        Object before = Files.getAttribute(program, "unix:ino");

        PostgresBinaries.unpackedIn(SharedDatabase.binaries());

        assertThat(Files.getAttribute(program, "unix:ino")).isEqualTo(before);
    }

    /// A foreign process whose arguments name the folder, which runs in the folder, and whose id is in the pid
    /// file.
    @Test
    void leavesAnotherProgramUnderTheRecordedNumberAlone() throws Exception {
        Path database = data.resolve("postgres");
        Process stranger = new ProcessBuilder(
                        "sh", "-c", "while :; do sleep 60; done", database.toString(), "-D", database.toString())
                .directory(database.toFile())
                .start();
        try {
            Files.writeString(
                    database.resolve("postmaster.pid"),
                    "%d\n%s\n0\n5432\n\n127.0.0.1\n".formatted(stranger.pid(), database));

            assertKept();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.descendants().forEach(ProcessHandle::destroyForcibly);
            stranger.destroyForcibly();
        }
    }

    @Test
    void stopsASuspendedPostgres() throws Exception {
        try (var database = started()) {
            signal("STOP", postmaster());
            assertThat(database.login()).isNotNull();
        }

        assertKept();
    }

    /// Stopped back ends, which ignore signals, of a killed postmaster. They hold the shared memory that the next
    /// one needs.
    @ParameterizedTest
    @CsvSource({"kept", "lost"})
    void startsWhereStoppedProcessesOfAKilledOneAreLeft(String record) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        Process other = DatabaseHolder.holding(data);
        try {
            List<ProcessHandle> all = PostgresProcesses.atWorkIn(data.resolve("postgres"));
            for (ProcessHandle process : all) {
                signal("STOP", process.pid());
            }
            other.children().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly().waitFor();
            if (record.equals("lost")) {
                Files.delete(data.resolve("postgres/postmaster.pid"));
            }

            assertKept();

            assertThat(all)
                    .isNotEmpty()
                    .noneMatch(process -> PostgresProcesses.isAtWorkIn(data.resolve("postgres"), process));
        } finally {
            other.destroyForcibly();
            Path database = data.resolve("postgres");
            PostgresProcesses.kill(database, PostgresProcesses.atWorkIn(database));
        }
    }

    private long postmaster() {
        return Postmaster.recordedIn(data.resolve("postgres")).orElseThrow().pid();
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor(10, TimeUnit.SECONDS);
    }

    private DatabaseLogin superuser(EmbeddedDatabase database) throws IOException {
        return new DatabaseLogin(
                database.login().url(),
                RoleNames.SUPERUSER,
                Passwords.keptIn(data).orElseThrow().superuser());
    }

    private void assertKept() throws SQLException {
        try (var database = started();
                var connection = EmbeddedDatabaseTest.connect(database.owner());
                var server = EmbeddedDatabaseTest.connect(database.login());
                var row = connection.createStatement().executeQuery("select text from note")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("kept");
            assertThat(server.isValid(10)).isTrue();
        }
    }

    private void assertRefused(String line) {
        assertThatThrownBy(this::started)
                .isInstanceOf(DatabaseStartFailure.class)
                .hasMessageContaining(line)
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getMessage()).lines()).hasSize(1));
    }

    private EmbeddedDatabase started() {
        return EmbeddedDatabase.start(data, SharedDatabase.binaries());
    }

    private static Path program(Path binaries, String name) throws IOException {
        try (Stream<Path> folders = Files.list(binaries)) {
            return folders.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin")
                    .resolve(name);
        }
    }
}
