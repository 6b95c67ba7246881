package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.GeneratedPart;
import dev.frontrow.figures.NumberWithin;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow bench start`: how soon a start answers, how much memory the server takes, and how long the holds of the
/// first seconds take beside those of a warm server.
@Command(
        name = "./frontrow bench start",
        description = "Starts the server several times, then sells at once after a start.")
final class StartBench implements Callable<Integer> {

    private static final int MISSED = 1;
    private static final int STARTS = 5;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONNECTIONS = 64;
    private static final int PERFORMANCES = 2;
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SALE = FIRST.plus(WARM_UP).plus(FIRST);

    static final class Rate extends NumberWithin {
        Rate() {
            super(10, 1_000);
        }
    }

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Rate.class,
            description = "So many holds a second (default 500).")
    private int rate = 500;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "The launcher of an unpacked release (default: this one).")
    private @Nullable Path launcher;

    @Option(names = "--write-docs", description = "Write what was measured into the folder docs.")
    private boolean writeDocs;

    @Option(names = "--home", required = true, hidden = true, description = "Where the launcher is.")
    private Path home = Path.of("");

    @Option(names = "--progress", hidden = true, description = "Show a line that moves.")
    private boolean progress;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain these options.")
    boolean help;

    private final PrintStream out = System.out;
    private final HttpClient http = HttpClient.newHttpClient();

    /// @param empty    milliseconds until the first page in an empty folder
    /// @param existing the same, for each start with existing data
    /// @param idle     resident bytes of a server that nobody has called but for one page
    private record Starts(double empty, List<Double> existing, double idle) {}

    /// @param busy resident bytes after the last hold
    private record Sale(Latencies first, Latencies warm, double busy) {}

    private StartBench() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new StartBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = home.resolve("bench/target/start");
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var children = new Children();
        // Stops the processes after Ctrl-C too.
        Runtime.getRuntime().addShutdownHook(new Thread(children::close));
        var line = new ProgressLine(System.err, progress);
        Starts starts = starts(folder, children, line);
        Sale sale = sale(folder, children, line);
        line.clear();
        return show(starts, sale);
    }

    private Starts starts(Path folder, Children children, ProgressLine line) throws Exception {
        line.at("the first start", 0);
        FrontrowServer server = FrontrowServer.start(launcher(), folder, children);
        double empty = millisToFirstPage(server);
        server.stop();
        List<Double> existing = new ArrayList<>();
        double idle = 0;
        for (int i = 1; i <= STARTS; i++) {
            line.at("start " + i, (double) i / STARTS / 2);
            server = FrontrowServer.start(launcher(), folder, children);
            existing.add(millisToFirstPage(server));
            if (i == STARTS) {
                Thread.sleep(IDLE);
                idle = server.residentBytes();
            }
            server.stop();
        }
        return new Starts(empty, existing, idle);
    }

    /// From the call of the launcher.
    private double millisToFirstPage(FrontrowServer server) throws IOException, InterruptedException {
        var page = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/"))
                .build();
        if (http.send(page, BodyHandlers.discarding()).statusCode() != OK) {
            throw new IOException("there is no first page");
        }
        return server.age().toNanos() / 1e6;
    }

    private Sale sale(Path folder, Children children, ProgressLine line) throws Exception {
        List<String> holds = stock(folder, children, line);
        line.at("selling at once after a start", 0.8);
        FrontrowServer server = FrontrowServer.start(launcher(), folder, children);
        int first = (int) (rate * FIRST.toSeconds());
        Latencies cold = loop(server).run(holds.subList(0, first), Duration.ZERO);
        Latencies warm = loop(server).run(holds.subList(first, (int) (rate * SALE.toSeconds())), WARM_UP);
        double busy = server.residentBytes();
        server.stop();
        return new Sale(cold, warm, busy);
    }

    private OpenLoop loop(FrontrowServer server) {
        return new OpenLoop(server.port(), CONNECTIONS, rate, CREATED);
    }

    /// Requests that hold a seat each, by buyers who stay admitted over a restart.
    private List<String> stock(Path folder, Children children, ProgressLine line) throws Exception {
        FrontrowServer server = FrontrowServer.start(launcher(), folder, children);
        List<String> crowd = Stage.crowdOf(server, home.resolve("app/target/run/frontrow.jar"), children);
        var callers = new Callers(server.port(), share -> line.at("making stock", 0.5 + share * 0.3));
        var stage = new Stage(server, callers, crowd);
        int buyers = Math.ceilDiv((int) (rate * SALE.toSeconds()), PERFORMANCES);
        Stage.Concert concert = stage.concert(PERFORMANCES, buyers);
        List<Shopper> shoppers = stage.admitted(concert, buyers);
        List<String> holds = concert.performances().stream()
                .flatMap(performance ->
                        IntStream.range(0, buyers).mapToObj(i -> Requests.hold(shoppers.get(i), performance, i + 1)))
                .toList();
        server.stop();
        return holds;
    }

    private Path launcher() {
        return launcher == null ? home.resolve("frontrow") : launcher.toAbsolutePath();
    }

    private int show(Starts starts, Sale sale) throws IOException {
        boolean release = launcher != null;
        var table = new Table(release ? "A start of a release" : "A start of a built checkout", List.of("measured"));
        table.row("first page, empty folder", Unit.MILLISECONDS, Bar.atMost(10_000), starts.empty());
        table.row(
                "first page, existing data, median of " + STARTS,
                Unit.MILLISECONDS,
                Bar.atMost(release ? 3_000 : 4_000),
                Medians.of(starts.existing(), Double::doubleValue));
        table.row("resident memory, idle", Unit.MEBIBYTES, Bar.atMost(350 << 20), starts.idle());
        table.row("resident memory after the holds", Unit.MEBIBYTES, Bar.atMost(750 << 20), sale.busy());
        table.row(
                "holds of the first 10 s, 99 of 100",
                Unit.MILLISECONDS,
                sale.first().p99());
        table.row("holds later, 99 of 100", Unit.MILLISECONDS, sale.warm().p99());
        table.row(
                "the first beside the later",
                Unit.TIMES,
                Bar.atMost(3),
                sale.first().p99() / sale.warm().p99());
        String command = "./frontrow bench start --rate " + rate + (release ? " --launcher " + launcher : "");
        out.println("The same again: " + command + "\nMeasured on: " + Machine.describe() + "\n\n" + table.text());
        if (writeDocs) {
            new GeneratedPart(home.resolve("docs/performance.md"), "start")
                    .replace("\n```\n" + command + "\n```\n\nMeasured on: " + Machine.describe() + "\n\n"
                            + table.markdown() + "\n");
        }
        return table.missed() == 0 ? CommandLine.ExitCode.OK : MISSED;
    }
}
