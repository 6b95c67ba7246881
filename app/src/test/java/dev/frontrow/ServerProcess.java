package dev.frontrow;

import static org.awaitility.Awaitility.await;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The server as a separate process with its own data folder, so that it can be killed.
public final class ServerProcess implements AutoCloseable {

    private static final int START_SECONDS_MAX = 120;
    private static final int STOP_SECONDS_MAX = 60;
    private static final String HEAP = "-Xmx512m";

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path dataFolder;
    private final int port;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private Process process;

    private ServerProcess(List<String> command, Map<String, String> environment, Path dataFolder, int port)
            throws IOException {
        this.command = command;
        this.environment = environment;
        this.dataFolder = dataFolder;
        this.port = port;
        process = launch();
    }

    /// Starts it on its embedded database. Returns once it is ready.
    public static ServerProcess start(Path dataFolder) throws IOException {
        return start(dataFolder, Map.of());
    }

    /// The same with these environment variables.
    static ServerProcess start(Path dataFolder, Map<String, String> environment) throws IOException {
        ServerProgram.copyUsedDataTo(dataFolder);
        return start(ServerProgram.command(ServerProgram.SERVER, HEAP), dataFolder, environment);
    }

    /// Starts the server by this command, to which arguments are added.
    static ServerProcess start(List<String> program, Path dataFolder, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "--server.port=" + port,
                "--frontrow.data-dir=" + dataFolder,
                "--frontrow.demo=false",
                "--frontrow.rate-limits=off"));
        return new ServerProcess(command, environment, dataFolder, port);
    }

    /// Starts it by a launcher that sees another root than the test.
    ///
    /// @param up   the launcher's command
    /// @param data the data folder as the launcher sees it
    /// @param seen the same as the test sees it
    static ServerProcess startElsewhere(List<String> up, String data, Path seen) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(up);
        command.addAll(List.of("--port", Integer.toString(port), "--data", data, "--no-demo", "--no-training"));
        return new ServerProcess(command, Map.of(), seen, port);
    }

    /// Starts it by the whole command of an image.
    ///
    /// @param seen the data folder as the test sees it
    /// @param port what the command makes it listen on
    static ServerProcess startThere(List<String> command, Path seen, int port) throws IOException {
        return new ServerProcess(command, Map.of(), seen, port);
    }

    /// Restarts it on the same data and the same port.
    public void startAgain() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SPRING_DATASOURCE_URL");
        builder.environment().put("FRONTROW_OPERATOR_PASSWORD", ServerTest.OPERATOR_PASSWORD);
        builder.environment().putAll(environment);
        Process started = builder.start();
        var reader = started.inputReader();
        Thread killer = Thread.ofVirtual().start(() -> killWhenLate(started));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.contains("Frontrow is ready")) {
                killer.interrupt();
                Thread.ofVirtual().start(() -> drain(reader));
                return started;
            }
        }
        throw new IllegalStateException("the server did not start:\n" + String.join("\n", said()));
    }

    /// The lines of its log and whatever else it has said, over all its starts.
    List<String> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    public int port() {
        return port;
    }

    public ApiClient api() {
        return ApiClient.at(port);
    }

    /// Where its database listens.
    public DatabaseLogin database() {
        return EmbeddedDatabase.running(dataFolder).orElseThrow();
    }

    /// The login of the tables' owner, who may do what the server may not.
    public DatabaseLogin ownersDatabase() {
        return EmbeddedDatabase.runningAsOwner(dataFolder).orElseThrow();
    }

    /// `kill -9`.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Sends SIGTERM and does not wait. `Process.destroy` would also close the output, which is still read.
    void isToldToEnd() {
        process.toHandle().destroy();
    }

    /// Sends SIGTERM; returns the exit code.
    int stop() throws InterruptedException {
        isToldToEnd();
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not stop");
        }
        return process.exitValue();
    }

    /// The id of its embedded database's process, from PostgreSQL's own pid file.
    long postmasterPid() throws IOException {
        return Long.parseLong(Files.readAllLines(dataFolder.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /// Sends a signal to each process of its database, such as `STOP` or `CONT`.
    void signalDatabase(String signal) throws IOException, InterruptedException {
        ProcessHandle first = ProcessHandle.of(postmasterPid()).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Stream.concat(Stream.of(first), first.children()).forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /// Makes this many buyers and returns their access tokens.
    List<String> accessTokens(int buyers) throws IOException {
        List<String> command = ServerProgram.command("dev.frontrow.identity.TokenCommand");
        command.addAll(List.of("--buyers", Integer.toString(buyers), "--data", dataFolder.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        var minting = builder.start();
        try (var tokens = minting.inputReader()) {
            return tokens.lines().toList();
        }
    }

    /// Kills it. Returns once the watchdog has stopped its database too, which would otherwise write files into a
    /// folder that is being deleted.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        await().atMost(Duration.ofSeconds(STOP_SECONDS_MAX))
                .until(() -> EmbeddedDatabase.running(dataFolder).isEmpty());
    }

    static int freePort() throws IOException {
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

    private void drain(BufferedReader reader) {
        try {
            reader.lines().peek(System.err::println).forEach(said::add);
        } catch (UncheckedIOException _) {
            // Ending a process closes its output, also while it is read.
        }
    }
}
