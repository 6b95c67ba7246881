package dev.frontrow;

import java.io.IOException;
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
        Path folder = Files.createTempDirectory("frontrow-external-");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var postgres = new DebianPostgres(programs.get(), folder, port);
        postgres.create();
        return Optional.of(postgres);
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
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
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
