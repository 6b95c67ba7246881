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

/// One PostgreSQL server on one database folder: created once, then started and stopped any number of times. Not
/// thread-safe.
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /// Major version of the binaries; a database folder belongs to one major version.
    static final String VERSION = "18";

    private static final int VERSION_BYTES_MAX = 100;

    /// How much of PostgreSQL's log is read after a failure.
    private static final int SAID_BYTES_MAX = 100_000;

    private static final int PORT_ATTEMPTS_MAX = 5;
    private static final long LOG_BYTES_MAX = 1_000_000;
    private static final int COMMAND_SECONDS_MAX = 330;

    /// Crash recovery replays at most `max_wal_size` of log. What takes two seconds can take 90 on an overloaded
    /// machine.
    private static final int START_SECONDS_MAX = 300;

    private static final int TELL_EVERY_SECONDS = 10;

    private static final int STOP_SECONDS_MAX = 15;

    /// Iterations protect weak passwords. These are 192 random bits, and the default of 4096 iterations would
    /// slow each new connection, of which a start opens about ten while its code is cold.
    private static final int SCRAM_ITERATIONS = 1;

    /// Small segments: no transaction can commit while a new one is created, 40 ms for the usual 16 MB.
    private static final int LOG_FILE_MEGABYTES = 1;

    /// All settings of a started server; the rest has PostgreSQL's defaults. Errors of single statements reach
    /// the application anyway, so the log only has events of the server and stays small.
    ///
    /// Autovacuum checks every five seconds for tables that have grown by half. Plans depend on the statistics,
    /// and with those of an empty table a new sale would be scanned in full for up to a minute. A sample of a few
    /// thousand rows is enough, since every statement finds its rows by key; larger samples delayed commits.
    /// Vacuum pauses five times as long as by default, in favour of the sale.
    private static final String SETTINGS = """
            # Written by Frontrow at every start.
            listen_addresses = '127.0.0.1'
            port = %1$d
            unix_socket_directories = ''
            max_connections = 200
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

    /// Creates the database folder with its roles and the application's empty database. This happens under a
    /// temporary name, so an existing database is complete, even if a start was killed. Passwords are passed by a
    /// pipe, so none remains in a file.
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

    /// Creates or empties the folder that exists while the database is being created. It tells a database that
    /// was never finished from one that was lost later.
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

    /// Whether an earlier start was killed while it created the database.
    boolean isUnfinished() {
        return Files.exists(folder.resolve("postgres.new"));
    }

    /// Call it after the check: a database of an older version needs the older programs.
    void forgetOlderPrograms() throws IOException {
        binaries.replaceOthers();
    }

    /// The major version of the PostgreSQL that made the database in this data folder; anything else if its file is
    /// missing or damaged.
    static String madeBy(Path folder) throws IOException {
        Path version = databaseIn(folder).resolve("PG_VERSION");
        return Files.isRegularFile(version) && Files.size(version) < VERSION_BYTES_MAX
                ? Files.readString(version, StandardCharsets.ISO_8859_1).strip()
                : "";
    }

    /// Refuses a database folder that these binaries cannot run, and repairs its permissions and access rules.
    void check() throws IOException {
        String made = madeBy(folder);
        if (made.matches("\\d{1,2}") && !made.equals(binaries.major())) {
            throw new DatabaseStartFailure("The database in " + database + " was made by PostgreSQL " + made
                    + ", and this Frontrow brings " + binaries.major() + ": "
                    + (Integer.parseInt(made) < Integer.parseInt(binaries.major())
                            ? "./frontrow backup FILE, then ./frontrow restore FILE --replace (UPGRADING.md)."
                            : "use the Frontrow that made it, or restore a backup."));
        }
        if (!made.equals(binaries.major())) {
            throw new DatabaseStartFailure("The file " + database.resolve("PG_VERSION") + " is missing or damaged, so "
                    + database + " is no whole database: put the data folder back from a backup, or begin with an empty"
                    + " one by --fresh.");
        }
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.getPosixFilePermissions(database).equals(ownerOnly)) {
            Files.setPosixFilePermissions(database, ownerOnly);
        }
        Files.writeString(database.resolve("pg_hba.conf"), ACCESS);
    }

    /// Sets the passwords and privileges of a stopped server's roles.
    void mendRoles(Passwords passwords) throws IOException, InterruptedException {
        writeSettings(freePort());
        runAlone(database, Roles.mended(passwords));
    }

    /// Runs statements, one per line, in single-user mode on a stopped server. Stops at the first failure, and
    /// logs no statement, since it may contain a password.
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

    /// Starts the server on a free port. If another process takes the port first, the next is tried, five at
    /// most.
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

    /// Starts the server on this port and returns once it accepts connections.
    Postmaster start(int port) throws IOException, InterruptedException {
        forgetDead();
        writeSettings(port);
        try {
            runUp();
        } catch (PortTaken e) {
            throw e;
        } catch (IOException e) {
            // Children left by a server whose main process or pid file is gone.
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
        Files.writeString(database.resolve("postgresql.conf"), SETTINGS.formatted(port, WalPreallocation.MEGABYTES));
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

    /// Deletes a stale pid file. PostgreSQL trusts the recorded pid as long as it exists, and would refuse to
    /// start because of a zombie, an unrelated process or a damaged file. Its second check, on the folder's
    /// shared memory, still protects the data from leftover children.
    private void forgetDead() throws IOException {
        if (!isRunning()) {
            Files.deleteIfExists(Postmaster.file(database));
        }
    }

    /// Stops any running server of this folder, even one started by another process, and waits until it is gone.
    /// Connections are cut; committed data are kept.
    void stop() throws IOException, InterruptedException {
        // PostgreSQL deletes the pid file when it ends.
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

    /// The exception for a failed command, with PostgreSQL's message from the lines just logged.
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
