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

/// The generator of load: wrk with one of our scripts, in a folder that holds them.
final class Wrk {

    /// On which the same is asked over and over.
    static final int READERS = 64;
    private static final int THREADS = 2;
    private static final int DRAIN_SECONDS_MAX = 20;

    private final Path folder;
    private final int buyers;
    private final Children children;

    /// @param buyers how many at once ask for what is durable, on a connection each
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

    static boolean isInstalled() {
        return Programs.find("wrk").isPresent();
    }

    int buyers() {
        return buyers;
    }

    /// The requests over and over, whichever their answers, as long as wrk sees no error in them.
    WrkReport again(int port, RequestList list, Duration time) throws IOException, InterruptedException {
        return list(port, list, READERS, time.toSeconds(), "again");
    }

    WrkReport again(int port, RequestList list, int status, Duration time) throws IOException, InterruptedException {
        return list(port, list, READERS, time.toSeconds(), "again", Integer.toString(status));
    }

    /// Each request once, and every answer waited for; what was asked is taken off the list.
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

    /// One thread a connection: wrk does not tell a script which connection an answer came on.
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
