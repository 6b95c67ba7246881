package dev.frontrow.localcluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// One server of the cluster, as a process. It can be killed, suspended, ended and started again on the same
/// port. Thread-safe.
public final class ServerNode implements AutoCloseable {

    private static final int START_SECONDS_MAX = 180;
    private static final int END_SECONDS_MAX = 60;
    private static final int LOOK_EVERY_MILLIS = 100;
    private static final int LOOK_MILLIS_MAX = 1_000;
    private static final int LINES_SHOWN = 20;

    private final String name;
    private final int port;
    private volatile List<String> program;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    private ServerNode(String name, List<String> program, Map<String, String> environment, Path log)
            throws IOException {
        this.name = name;
        this.port = Ports.free();
        this.program = program;
        this.environment = environment;
        this.log = log;
        process = launch();
    }

    /// Starts the process and does not wait until it is ready.
    ///
    /// @param program     as [Programs#server]
    /// @param environment the settings, in addition to the environment of this process
    /// @param folder      for its log and whatever it keeps
    public static ServerNode start(String name, List<String> program, Map<String, String> environment, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        return new ServerNode(name, program, environment, folder.resolve(name + ".log"));
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        environment.keySet().forEach(variable -> builder.environment().remove(variable + "_FILE"));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("FRONTROW_CLUSTER_NODE", name);
        return builder.start();
    }

    public String name() {
        return name;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /// Whether it answers that it takes requests.
    public boolean isReady() {
        try {
            var connection = (HttpURLConnection)
                    address().resolve("/actuator/health/readiness").toURL().openConnection();
            connection.setConnectTimeout(LOOK_MILLIS_MAX);
            connection.setReadTimeout(LOOK_MILLIS_MAX);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// @throws IOException with the end of its log, if it dies before or is not ready in time
    public void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (!isReady()) {
            Process now = current();
            if (now.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                throw new IOException(name + " did not start:\n" + endOfLog());
            }
        }
    }

    private synchronized Process current() {
        return process;
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream().skip(Math.max(0, lines.size() - LINES_SHOWN)).collect(Collectors.joining("\n"));
    }

    public synchronized void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Where it writes what it prints.
    public Path log() {
        return log;
    }

    /// Sends SIGTERM and does not wait.
    public synchronized void tellToEnd() {
        process.destroy();
    }

    /// Sends SIGTERM and waits for the end.
    public synchronized void end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IOException(name + " did not end");
        }
    }

    /// From its next start on it is this program.
    public void becomes(List<String> other) {
        program = other;
    }

    /// Starts it again after its end. Does not wait until it is ready.
    public synchronized void startAgain() throws IOException {
        process = launch();
    }

    /// Stops the process for a while: its connections stay open, and nothing is answered.
    public synchronized void suspend() throws IOException, InterruptedException {
        Signals.suspend(process);
    }

    public synchronized void resume() throws IOException, InterruptedException {
        Signals.resume(process);
    }

    /// Ends it as SIGTERM does, or kills it if it does not end.
    @Override
    public synchronized void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
