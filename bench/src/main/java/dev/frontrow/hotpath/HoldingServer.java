package dev.frontrow.hotpath;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.reservation.HoldsInProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The process of [HoldsInProcess], with the heap of a server.
final class HoldingServer {

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;
    private final Path log;

    private HoldingServer(Process process, Path log) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
    }

    static HoldingServer start(FrontrowServer server, Path folder, Children children) throws IOException {
        Path log = folder.resolve("in-process.log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseParallelGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsInProcess.class.getName())
                .redirectError(Redirect.to(log.toFile()));
        builder.directory(folder.toFile());
        DatabaseLogin login = server.databaseLogin();
        builder.environment().putAll(FrontrowServer.SETTINGS);
        builder.environment().put("SPRING_DATASOURCE_URL", login.url());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", login.username());
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", login.password());
        // The first server has migrated the database.
        builder.environment().put("SPRING_FLYWAY_ENABLED", "false");
        var started = new HoldingServer(children.start(builder), log);
        started.answer();
        return started;
    }

    long pid() {
        return process.pid();
    }

    /// Sends an order and returns its answer; every order has two numbers as answer.
    synchronized List<Long> order(String order) throws IOException {
        orders.println(order);
        return Arrays.stream(answer().split(" ")).map(Long::valueOf).toList();
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(HoldsInProcess.ANSWER)) {
                return line.substring(HoldsInProcess.ANSWER.length());
            }
        }
        throw new IOException("the server that holds in its own process has ended, see " + log);
    }
}
