package dev.frontrow.hotpath;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The load generator: wrk with one of our scripts, from the folder that contains them.
final class Wrk {

    /// The number of connections for reads.
    static final int READERS = 64;
    private static final int THREADS = 2;
    private static final int DRAIN_SECONDS_MAX = 20;

    private final Path folder;
    private final int buyers;
    private final Children children;

    /// @param buyers the number of concurrent clients for durable commands, with a connection each
    Wrk(Path folder, int buyers, Children children) throws IOException {
        this.folder = folder;
        this.buyers = buyers;
        this.children = children;
        for (String script : List.of("common.lua", "list.lua", "journey.lua")) {
            try (InputStream in = Objects.requireNonNull(Wrk.class.getResourceAsStream(script))) {
                Files.write(folder.resolve(script), in.readAllBytes());
            }
        }
    }

    private Wrk(Wrk other, int buyers) {
        folder = other.folder;
        children = other.children;
        this.buyers = buyers;
    }

    /// The same with another number of concurrent clients for durable commands.
    Wrk withBuyers(int others) {
        return new Wrk(this, others);
    }

    static boolean isInstalled() {
        return Programs.find("wrk").isPresent();
    }

    int buyers() {
        return buyers;
    }

    /// Repeats the requests, and accepts every answer that wrk does not count as an error.
    WrkReport again(int port, RequestList list, Duration time) throws IOException, InterruptedException {
        return list(port, list, READERS, time.toSeconds(), "again");
    }

    WrkReport again(int port, RequestList list, int status, Duration time) throws IOException, InterruptedException {
        return list(port, list, READERS, time.toSeconds(), "again", Integer.toString(status));
    }

    /// Sends each request once and waits for every answer. Removes the sent requests from the list.
    WrkReport once(int port, RequestList list, int status, Duration time) throws IOException, InterruptedException {
        WrkReport report = list(
                port,
                list,
                buyers,
                time.toSeconds() + DRAIN_SECONDS_MAX,
                "once",
                Integer.toString(status),
                Long.toString(time.toSeconds()));
        list.remove(report.taken());
        return report;
    }

    /// Uses one thread per connection, because wrk does not tell a script on which connection an answer came.
    WrkReport journeys(int port, List<String> journeys, Duration time) throws IOException, InterruptedException {
        Files.write(folder.resolve("journeys"), journeys);
        return run(
                port,
                buyers,
                buyers,
                time.toSeconds() + DRAIN_SECONDS_MAX,
                "journey.lua",
                "journeys",
                Integer.toString(buyers),
                Long.toString(time.toSeconds()));
    }

    private WrkReport list(int port, RequestList list, int connections, long seconds, String... how)
            throws IOException, InterruptedException {
        list.writeTo(folder.resolve("requests"));
        List<String> arguments = new ArrayList<>(
                List.of("requests", Integer.toString(THREADS), Integer.toString(connections / THREADS)));
        arguments.addAll(Arrays.asList(how));
        return run(port, THREADS, connections, seconds, "list.lua", arguments.toArray(String[]::new));
    }

    private WrkReport run(int port, int threads, int connections, long seconds, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "-t" + threads,
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                script,
                "http://127.0.0.1:" + port,
                "--"));
        command.addAll(Arrays.asList(arguments));
        Process wrk = children.start(
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true));
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return WrkReport.parse(output);
    }
}
