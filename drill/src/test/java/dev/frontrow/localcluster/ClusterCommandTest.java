package dev.frontrow.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.drill.ClassPathPrograms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        return ClusterCommand.run(
                arguments,
                environment,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return errors.toString(StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--nodes 0; frontrow: --nodes wants a number from 1 to 6, not '0'",
                "--nodes 7; frontrow: --nodes wants a number from 1 to 6, not '7'",
                "--port 65536; frontrow: --port wants a number from 0 to 65535, not '65536'",
                "--data=; frontrow: Invalid value for option '--data': it must name a folder",
                "--bogus; frontrow: Unknown option: '--bogus'",
                "extra; frontrow: Unmatched argument at index 0: 'extra'"
            })
    void refusesWhatItDoesNotUnderstand(String arguments, String line) {
        assertThat(run(Map.of(), arguments.split(" "))).isEqualTo(2);
        assertThat(said()).isEqualTo(line);
    }

    @Test
    void refusesADatabaseOfOnesOwn() {
        int exitCode = run(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example/frontrow"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(said()).contains("SPRING_DATASOURCE_URL").doesNotContain("\n");
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            int exitCode = run(Map.of(), "--port", Integer.toString(taken.getLocalPort()), "--data", folder + "/data");

            assertThat(exitCode).isEqualTo(1);
            assertThat(said())
                    .isEqualTo("frontrow: Port %d is in use: stop what uses it, or choose another with --port."
                            .formatted(taken.getLocalPort()));
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void saysInOneLineThatTheDataAreInUse() {
        Path data = folder.resolve("data");
        try (var _ = LocalDatabase.start(data)) {
            assertThat(run(Map.of(), "--port", "0", "--data", data.toString())).isEqualTo(1);
        }

        assertThat(said()).matches("frontrow: The data folder .* is in use by another Frontrow \\(pid \\d+\\): .*");
    }

    @Test
    void keepsAClusterRunningAndLeavesNothingBehindWhenKilled() throws Exception {
        Path log = folder.resolve("said");
        Process command = started(log);
        try {
            await().atMost(PATIENCE).until(() -> said(log).contains("Ctrl-C ends all."));
            URI front = URI.create(first(log, "ready at (http\\S+),"));
            List<Long> pids = pids(log);
            assertThat(pids).hasSize(2);
            assertThat(get(front.resolve("/api/v1/concerts"))).contains("concertId");
            assertThat(said(log)).containsPattern("Operator sign-in: operator / \\S{20}");

            ProcessHandle.of(pids.getFirst()).orElseThrow().destroyForcibly();
            await().atMost(PATIENCE).until(() -> said(log).contains("node-1 (pid " + pids.getFirst() + ") has ended"));
            assertThat(get(front.resolve("/api/v1/concerts"))).contains("concertId");
            await().atMost(PATIENCE).until(() -> said(log).contains("node-1 serves again"));

            List<ProcessHandle> all = new ArrayList<>(command.descendants().toList());
            assertThat(all).hasSizeGreaterThan(3);
            command.destroyForcibly();
            await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void endsCleanlyWhenToldToWhileItStarts() throws Exception {
        Path log = folder.resolve("said");
        Process command = started(log);
        try {
            await().atMost(PATIENCE).until(() -> said(log).contains("Starting node-1"));
            List<ProcessHandle> all = new ArrayList<>(command.descendants().toList());

            command.toHandle().destroy();

            assertThat(command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(said(log)).endsWith("Ended.\n");
        } finally {
            command.destroyForcibly();
        }
    }

    private Process started(Path log) throws IOException {
        var builder = new ProcessBuilder(
                        JAVA,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.frontrow.localcluster.ClusterCommand",
                        "--home",
                        launcher().toString(),
                        "--nodes",
                        "2",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FRONTROW_") || name.startsWith("SPRING_"));
        return builder.start();
    }

    /// A folder with a launcher that starts the tested classes.
    private Path launcher() throws IOException {
        Path archive = Path.of("target", "cluster-command.jsa").toAbsolutePath();
        Path script =
                Files.writeString(folder.resolve("frontrow"), """
                #!/bin/sh
                [ "$2" = --no-demo ] && demo=--frontrow.demo=false || demo=
                exec %s -Xmx512m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
                  -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=%s -Xlog:cds=off -Xlog:aot=off \\
                  -cp '%s' dev.frontrow.FrontrowApplication $demo
                """.formatted(JAVA, archive, ClassPathPrograms.jars()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private static String said(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static String first(Path log, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(said(log));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static List<Long> pids(Path log) throws IOException {
        return Pattern.compile("node-\\d  pid (\\d+)")
                .matcher(said(log))
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }

    private static String get(URI address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
