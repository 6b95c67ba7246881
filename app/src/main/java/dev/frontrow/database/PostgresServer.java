package dev.frontrow.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// One PostgreSQL server on one database folder: made once, then started and stopped any number of times. Not
/// thread-safe.
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /// The version of the programs; a database folder belongs to one version.
    static final String VERSION = "18";

    private static final int VERSION_BYTES_MAX = 100;

    /// How much of PostgreSQL's words about a failure is read.
    private static final int SAID_BYTES_MAX = 100_000;

    private static final int PORT_ATTEMPTS_MAX = 5;
    private static final long LOG_BYTES_MAX = 1_000_000;
    private static final int COMMAND_SECONDS_MAX = 330;

    /// Replaying the log after a crash takes as long as the log is long; `max_wal_size` bounds it. What takes two
    /// seconds can take a minute and a half on a machine that is very busy.
    private static final int START_SECONDS_MAX = 300;

    private static final int TELL_EVERY_SECONDS = 10;

    private static final int STOP_SECONDS_MAX = 15;

    /// Iterations make guesses of weak passwords dear. Ours are 192 random bits that nobody guesses, and the usual 4096
    /// would be paid for by each new connection, of which a start opens some ten while its code is cold.
    private static final int SCRAM_ITERATIONS = 1;

    /// While a new file of the log is laid out nobody can commit: 40 ms for the usual 16 MB.
    private static final int LOG_FILE_MEGABYTES = 1;

    /// Everything a started server uses: what is not here has PostgreSQL's default. Errors of single statements
    /// reach the application anyway, so the log keeps only what happens to the server and stays small.
    ///
    /// Tables that have grown by half are looked at within five seconds: a plan is kept for as long as the
    /// statistics are, and by those of an empty table a young sale would be scanned from end to end for a minute.
    /// A look at a few thousand rows is enough, for every statement finds its rows by their keys; a look at
    /// more made commits wait. Whoever tidies up rests five times as long as PostgreSQL would have it: it is
    /// the sale's turn.
    private static final String SETTINGS = """
            # Written by Frontrow at every start.
            listen_addresses = '127.0.0.1'
            port = %1$d
            unix_socket_directories = ''
            max_connections = 60
            password_encryption = 'scram-sha-256'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            shared_buffers = '128MB'
            wal_buffers = '16MB'
            max_wal_size = '%2$dMB'
            min_wal_size = '%2$dMB'
            wal_compression = on
            autovacuum_naptime = '5s'
            autovacuum_vacuum_cost_delay = '10ms'
            autovacuum_analyze_scale_factor = 0.5
            default_statistics_target = 10
            max_parallel_workers_per_gather = 0
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            log_min_messages = 'log'
            log_checkpoints = off
            """;

    private static final String ACCESS = """
            # Written by Frontrow: nobody without a password, nobody from another machine.
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path database;
    private final Path log;

    PostgresServer(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
        this.database = databaseIn(folder);
        this.log = folder.resolve("postgres.log");
    }

    static Path databaseIn(Path folder) {
        return folder.resolve("postgres");
    }

    boolean exists() {
        return Files.isDirectory(database);
    }

    /// Makes the database folder with its roles and the application's empty database. All of it happens beside
    /// the final name: a database that exists is complete, even if this start was killed half way. Passwords go
    /// by a pipe, so that none is left behind in a file.
    void create(Passwords passwords) throws IOException, InterruptedException {
        Path unfinished = unfinished();
        run(binaries.command(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + RoleNames.SUPERUSER,
                "--auth=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--wal-segsize=" + LOG_FILE_MEGABYTES,
                "--no-instructions"));
        runAlone(unfinished, Roles.created(passwords));
        Files.move(unfinished, database, StandardCopyOption.ATOMIC_MOVE);
    }

    /// An empty folder that stands while the database is being made. It tells a database that was never finished
    /// from one that was lost later.
    Path unfinished() throws IOException {
        Path unfinished = folder.resolve("postgres.new");
        if (!Files.isDirectory(unfinished)) {
            Files.deleteIfExists(unfinished);
            Files.createDirectory(unfinished);
        }
        try (Stream<Path> content = Files.list(unfinished)) {
            for (Path file : content.toList()) {
                FileSystemUtils.deleteRecursively(file);
            }
        }
        return unfinished;
    }

    /// Whether an earlier start was killed while it made the database.
    boolean isUnfinished() {
        return Files.exists(folder.resolve("postgres.new"));
    }

    /// Refuses a database folder that these programs cannot run on, and repairs faults that can be repaired.
    void check() throws IOException {
        Path version = database.resolve("PG_VERSION");
        String made = Files.isRegularFile(version) && Files.size(version) < VERSION_BYTES_MAX
                ? Files.readString(version, StandardCharsets.ISO_8859_1).strip()
                : "";
        if (made.matches("\\d{1,2}") && !made.equals(VERSION)) {
            throw new DatabaseStartFailure("The database in " + database + " was made by PostgreSQL " + made
                    + ", and this Frontrow brings " + VERSION + ": use the Frontrow that made it, or restore a dump.");
        }
        if (!made.equals(VERSION)) {
            throw new DatabaseStartFailure("The file " + version + " is missing or damaged, so " + database
                    + " is no whole database: put the data folder back from a backup, or begin with an empty one by"
                    + " --fresh.");
        }
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.getPosixFilePermissions(database).equals(ownerOnly)) {
            Files.setPosixFilePermissions(database, ownerOnly);
        }
        Files.writeString(database.resolve("pg_hba.conf"), ACCESS);
    }

    /// Gives the roles of a stopped server these passwords, and their proper privileges.
    void mendRoles(Passwords passwords) throws IOException, InterruptedException {
        writeSettings(freePort());
        runAlone(database, Roles.mended(passwords));
    }

    /// Runs statements, one a line, as the only user of a stopped server. It ends with the first that fails, and
    /// logs none, since it may hold a password.
    private void runAlone(Path database, String statements) throws IOException, InterruptedException {
        run(
                binaries.command(
                        "postgres",
                        "--single",
                        "-D",
                        database.toString(),
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_min_error_statement=panic",
                        "-c",
                        "scram_iterations=" + SCRAM_ITERATIONS,
                        RoleNames.SUPERUSER),
                statements);
    }

    /// Starts the server on a free port. Between the choice and the start another process can take it: then the
    /// next is tried.
    Postmaster start() throws IOException, InterruptedException {
        keepLogSmall();
        for (int attempt = 1; ; attempt++) {
            try {
                return start(freePort());
            } catch (PortTaken e) {
                if (attempt == PORT_ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    /// Starts the server on this port and returns when it takes connections.
    Postmaster start(int port) throws IOException, InterruptedException {
        forgetDead();
        writeSettings(port);
        try {
            runUp();
        } catch (PortTaken e) {
            throw e;
        } catch (IOException e) {
            // Children of a server whose main process or record is gone.
            List<ProcessHandle> leftOver = isRunning() ? List.of() : PostgresProcesses.atWorkIn(database);
            if (leftOver.isEmpty()) {
                throw e;
            }
            PostgresProcesses.kill(database, leftOver);
            forgetDead();
            runUp();
        }
        return Postmaster.recordedIn(database)
                .orElseThrow(() -> new IOException("PostgreSQL started, but left no postmaster.pid"));
    }

    private void writeSettings(int port) throws IOException {
        Files.writeString(database.resolve("postgresql.conf"), SETTINGS.formatted(port, LogReserve.MEGABYTES));
    }

    private void runUp() throws IOException, InterruptedException {
        run(binaries.command(
                "pg_ctl",
                "start",
                "--silent",
                "--wait",
                "--timeout=" + START_SECONDS_MAX,
                "--pgdata=" + database,
                "--log=" + log));
    }

    /// PostgreSQL believes in a recorded process as long as its number exists, and would refuse to start beside a
    /// zombie, a stranger or a record that says nothing. Its second check, on the shared memory that belongs to the
    /// folder, still protects the data from leftover children.
    private void forgetDead() throws IOException {
        if (!isRunning()) {
            Files.deleteIfExists(Postmaster.file(database));
        }
    }

    /// Stops a server of this folder that still runs, whoever started it, and waits until it is gone. Open
    /// connections are cut, what was committed is kept.
    void stop() throws IOException, InterruptedException {
        // PostgreSQL takes the record with it when it ends.
        if (!Files.exists(Postmaster.file(database))) {
            return;
        }
        if (isRunning()) {
            PostgresProcesses.resume(PostgresProcesses.atWorkIn(database));
            stopPolitely();
        }
        List<ProcessHandle> leftOver = PostgresProcesses.atWorkIn(database);
        if (!leftOver.isEmpty()) {
            PostgresProcesses.kill(database, leftOver);
        }
        forgetDead();
    }

    private void stopPolitely() throws InterruptedException {
        for (String mode : List.of("fast", "immediate")) {
            try {
                stop(mode);
                return;
            } catch (IOException e) {
                LOG.debug("PostgreSQL did not stop by {}", mode, e);
            }
        }
    }

    private void stop(String mode) throws IOException, InterruptedException {
        run(binaries.command(
                "pg_ctl",
                "stop",
                "--silent",
                "--wait",
                "--timeout=" + STOP_SECONDS_MAX,
                "--mode=" + mode,
                "--pgdata=" + database));
    }

    private boolean isRunning() {
        return Postmaster.recordedIn(database).filter(Postmaster::isAlive).isPresent();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, folder.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void run(ProcessBuilder command) throws IOException, InterruptedException {
        run(command, "");
    }

    private void run(ProcessBuilder command, String input) throws IOException, InterruptedException {
        long logged = Files.exists(log) ? Files.size(log) : 0;
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        } catch (IOException ended) {
            LOG.debug("{} did not read all of its input", command.command(), ended);
        }
        if (!endsInTime(process)) {
            process.destroyForcibly();
            throw new IOException(
                    "%s did not end within %d s".formatted(command.command().getLast(), COMMAND_SECONDS_MAX));
        }
        if (process.exitValue() != 0) {
            throw failure(logged);
        }
    }

    private static boolean endsInTime(Process process) throws InterruptedException {
        for (int seconds = TELL_EVERY_SECONDS; seconds <= COMMAND_SECONDS_MAX; seconds += TELL_EVERY_SECONDS) {
            if (process.waitFor(TELL_EVERY_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
            LOG.info("Waiting for PostgreSQL, {} s so far", seconds);
        }
        return false;
    }

    /// PostgreSQL's own words about its failure, from the lines that it has just logged.
    private IOException failure(long logged) throws IOException {
        byte[] said;
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(logged);
            said = in.readNBytes(SAID_BYTES_MAX);
        }
        List<String> lines = new String(said, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.stream().anyMatch(line -> line.contains("Address already in use"))) {
            return new PortTaken();
        }
        return new IOException(lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "PostgreSQL said nothing" : lines.getLast()));
    }

    private static final class PortTaken extends IOException {

        private static final long serialVersionUID = 1L;

        PortTaken() {
            super("the port that PostgreSQL should listen on is taken");
        }
    }
}
