package dev.frontrow.hotpath;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
    private static final int START_SECONDS_MAX = 120;
    private static final int LINES_SHOWN = 5;

    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private final long pid;

    private FrontrowServer(Path data, Map<String, String> settings, int port, long pid) {
        this.data = data;
        this.settings = settings;
        this.port = port;
        this.pid = pid;
    }

    static FrontrowServer start(Path launcher, Path folder, Children children)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        var command = List.of(
                launcher.toString(), "up", "--port", "0", "--data", data.toString(), "--no-demo", "--no-training");
        return start(command, SETTINGS, data, folder.resolve("server.log"), children);
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
        // The launcher replaces itself by the server (`exec`), so this is the server's process.
        Process process = children.start(builder);
        return new FrontrowServer(data, settings, awaitReady(process, log), process.pid());
    }

    private static int awaitReady(Process process, Path log) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < START_SECONDS_MAX * 10 && process.isAlive(); tenths++) {
            Matcher ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
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

    /// Its settings as environment variables.
    Map<String, String> settings() {
        return settings;
    }

    CpuMeter cpu() throws IOException {
        return cpu(pid);
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
