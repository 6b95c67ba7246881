package dev.frontrow;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The server as it really runs: a process of its own on a data folder of its own, so that it can be killed.
final class ServerProcess implements AutoCloseable {

    private static final int START_SECONDS_MAX = 120;
    private static final int STOP_SECONDS_MAX = 60;

    private final Process process;
    private final Path dataFolder;
    private final int port;

    private ServerProcess(Process process, Path dataFolder, int port) {
        this.process = process;
        this.dataFolder = dataFolder;
        this.port = port;
    }

    /// Starts it on its embedded database and comes back once it can serve.
    static ServerProcess start(Path dataFolder) throws IOException {
        return start(
                List.of("-cp", System.getProperty("java.class.path"), "dev.frontrow.FrontrowApplication"),
                dataFolder,
                Map.of());
    }

    /// Starts this program with these environment variables.
    static ServerProcess start(List<String> program, Path dataFolder, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program);
        command.addAll(List.of(
                "--server.port=" + port,
                "--frontrow.data-dir=" + dataFolder,
                "--frontrow.demo=false",
                "--frontrow.rate-limits=off"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SPRING_DATASOURCE_URL");
        builder.environment().put("FRONTROW_OPERATOR_PASSWORD", ServerTest.OPERATOR_PASSWORD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        var output = new StringBuilder();
        var reader = process.inputReader();
        Thread killer = Thread.ofVirtual().start(() -> killWhenLate(process));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.append(line).append('\n');
            if (line.startsWith("Frontrow is ready")) {
                killer.interrupt();
                Thread.ofVirtual().start(() -> drain(process));
                return new ServerProcess(process, dataFolder, port);
            }
        }
        throw new IllegalStateException("the server did not start:\n" + output);
    }

    ApiClient api() {
        return ApiClient.at(port);
    }

    /// Where its database listens.
    DatabaseLogin database() {
        return EmbeddedDatabase.running(dataFolder).orElseThrow();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// SIGTERM; answers the exit code.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not stop");
        }
        return process.exitValue();
    }

    /// The process that runs its embedded database, as PostgreSQL itself has written it down.
    long postmasterPid() throws IOException {
        return Long.parseLong(Files.readAllLines(dataFolder.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void killWhenLate(Process process) {
        try {
            if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(Process process) {
        try {
            process.getInputStream().transferTo(System.err);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
