package dev.frontrow.hotpath;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The packaged server with its own PostgreSQL, started by `./frontrow up` like any other.
final class FrontrowServer {

    static final String OPERATOR_PASSWORD = "hot-path-operator";

    /// The settings that differ from the defaults. Making the test data takes longer than a default hold or
    /// admission lasts, and all requests come from one address. None of these settings changes the cost of a
    /// call noticeably.
    static final Map<String, String> SETTINGS = Map.of(
            "FRONTROW_RATE_LIMITS", "off",
            "FRONTROW_OPERATOR_PASSWORD", OPERATOR_PASSWORD,
            "FRONTROW_HOLD_TTL", "PT3H",
            "FRONTROW_HOLD_MAX", "PT6H",
            "FRONTROW_ADMISSION_TTL", "PT3H");

    private static final Pattern READY = Pattern.compile("Frontrow is ready at http://localhost:(\\d+)");
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(120);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int END_SECONDS_MAX = 40;
    private static final int LINES_SHOWN = 5;

    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private final Process process;
    private final long calledAtNanos;

    private FrontrowServer(Path data, Map<String, String> settings, int port, Process process, long calledAtNanos) {
        this.data = data;
        this.settings = settings;
        this.port = port;
        this.process = process;
        this.calledAtNanos = calledAtNanos;
    }

    static FrontrowServer start(Path launcher, Path folder, Children children)
            throws IOException, InterruptedException {
        return start(launcher, folder, Map.of(), children);
    }

    /// @param more settings beside those of every measurement
    static FrontrowServer start(Path launcher, Path folder, Map<String, String> more, Children children)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        Path data = folder.resolve("data");
        var command = List.of(
                launcher.toString(), "up", "--port", "0", "--data", data.toString(), "--no-demo", "--no-training");
        return start(command, settings, data, folder.resolve("server.log"), children);
    }

    /// Starts a node of a cluster on one core.
    ///
    /// @param data     the folder of a database that is running
    /// @param settings of the cluster and its database
    static FrontrowServer startNode(Path launcher, Path data, int core, Map<String, String> settings, Children children)
            throws IOException, InterruptedException {
        String name = "node-" + core;
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        all.put("FRONTROW_CLUSTER_NODE", name);
        var command = List.of(
                "taskset",
                "-c",
                Integer.toString(core),
                launcher.toString(),
                "up",
                "--port",
                "0",
                "--data",
                data.resolveSibling(name).toString(),
                "--no-demo",
                "--no-training");
        return start(command, all, data, data.resolveSibling(name + ".log"), children);
    }

    private static FrontrowServer start(
            List<String> command, Map<String, String> settings, Path data, Path log, Children children)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_DATASOURCE_"));
        builder.environment().putAll(settings);
        long calledAtNanos = System.nanoTime();
        // The launcher replaces itself by the server (`exec`), so this is the server's process.
        Process process = children.start(builder);
        return new FrontrowServer(data, settings, awaitReady(process, log), process, calledAtNanos);
    }

    private static int awaitReady(Process process, Path log) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < START_NANOS_MAX && process.isAlive()) {
            Matcher ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        String said = Files.readString(log).lines().limit(LINES_SHOWN).collect(Collectors.joining("\n"));
        throw new IOException("the server did not start:\n" + said);
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    /// The time since its launcher was called.
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - calledAtNanos);
    }

    /// The memory that the server's process has now, without its PostgreSQL.
    double residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        if (!resident.find()) {
            throw new IOException("no VmRSS in " + status);
        }
        return Long.parseLong(resident.group(1)) * 1024.0;
    }

    /// Lets the server end, and its database with it.
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IOException("the server does not stop");
        }
    }

    /// Its settings as environment variables.
    Map<String, String> settings() {
        return settings;
    }

    CpuMeter cpu() throws IOException {
        return cpu(process.pid());
    }

    /// The CPU meter of another server process on the same database.
    CpuMeter cpu(long server) throws IOException {
        String postmaster =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        return new CpuMeter(Path.of("/proc"), server, Long.parseLong(postmaster.strip()));
    }

    DatabaseLogin databaseLogin() {
        return EmbeddedDatabase.running(data).orElseThrow();
    }

    /// Connects as the owner of the tables, who may create more of them.
    Connection connectToDatabase() throws SQLException {
        DatabaseLogin login = EmbeddedDatabase.runningAsOwner(data).orElseThrow();
        return DriverManager.getConnection(login.url(), login.username(), login.password());
    }
}
