package dev.frontrow;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL from the operating system's package, on its own folder and port. For Frontrow it is an external
/// database.
public final class DebianPostgres implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String OWNER = "postgres";
    private static final String PASSWORD = "external-password";

    private final Path programs;
    private final Path folder;
    private final int port;

    private DebianPostgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /// Starts the newest installed one; empty if the package is missing.
    public static Optional<DebianPostgres> start() throws IOException, InterruptedException {
        Optional<Path> programs = newestPrograms();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        var postgres = in(programs.get());
        postgres.create();
        return Optional.of(postgres);
    }

    /// The started one. Skips the test if there is none, or fails it where nothing may be missing.
    public static <T> T required(Optional<T> started) {
        if (started.isEmpty()) {
            String missing = "no PostgreSQL of the system found; install it with: apt-get install postgresql";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        return started.orElseThrow();
    }

    private static DebianPostgres in(Path programs) throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return new DebianPostgres(programs, Files.createTempDirectory("frontrow-external-"), port);
    }

    /// Starts a standby that streams from this one.
    DebianPostgres startStandby() throws IOException, InterruptedException {
        DebianPostgres standby = in(programs);
        if (isRoot()) {
            execute(List.of("chown", OWNER, standby.folder.toString()));
        }
        standby.follow(this);
        return standby;
    }

    /// Becomes a standby of the other one, by a new copy of it. Call it while this one is not running.
    void follow(DebianPostgres primary) throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(Path.of(data()));
        String address = "host=127.0.0.1 port=%d user=%s password=%s application_name=standby_%d"
                .formatted(primary.port, OWNER, PASSWORD, port);
        run("pg_basebackup", "-D", data(), "-d", address, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        begin();
    }

    int port() {
        return port;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String username() {
        return OWNER;
    }

    public String password() {
        return PASSWORD;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!processes().isEmpty()) {
            // A stopped one would not hear that it is to end.
            signal("CONT");
            run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        }
        FileSystemUtils.deleteRecursively(folder);
    }

    private void create() throws IOException, InterruptedException {
        Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            execute(List.of("chown", "-R", OWNER, folder.toString()));
        }
        run("initdb", "-D", data(), "-U", OWNER, "-A", "scram-sha-256", "--pwfile", passwordFile.toString());
        begin();
    }

    private void begin() throws IOException, InterruptedException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c restore_command=false";
        run("pg_ctl", "-D", data(), "-o", options, "-l", folder.resolve("log").toString(), "-w", "start");
    }

    /// Restarts it as a new primary, as a standby that is promoted.
    public void beginNewTimeline() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
        Path signal = Files.createFile(Path.of(data(), "recovery.signal"));
        if (isRoot()) {
            execute(List.of("chown", OWNER, signal.toString()));
        }
        begin();
    }

    /// Kills it and starts it again: it recovers from its log.
    public void crash() throws IOException, InterruptedException {
        signal("KILL");
        begin();
    }

    /// Makes a standby a primary.
    void promote() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-w", "promote");
    }

    /// Sends a signal to all of its processes, such as `KILL`, `STOP` or `CONT`.
    void signal(String signal) throws IOException, InterruptedException {
        List<ProcessHandle> processes = processes();
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        // Its exit code would only tell that one of them has ended by itself meanwhile.
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (signal.equals("KILL")) {
            processes.forEach(process -> process.onExit().join());
        }
    }

    /// The running ones, the first process first.
    private List<ProcessHandle> processes() throws IOException {
        Path pidFile = Path.of(data(), "postmaster.pid");
        if (!Files.exists(pidFile)) {
            return List.of();
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        return ProcessHandle.of(pid).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.children()))
                .toList();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("runuser", "-u", OWNER, "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        execute(command);
    }

    private void execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("frontrow-external-", ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + Files.readString(output));
        }
        Files.delete(output);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// The folder of the newest installed one of an older major version.
    public static Optional<Path> olderThan(int major) {
        try {
            return newestPrograms()
                    .map(Path::getParent)
                    .filter(folder -> Integer.parseInt(folder.getFileName().toString()) < major);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> newestPrograms() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }
}
