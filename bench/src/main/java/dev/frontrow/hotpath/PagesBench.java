package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.GeneratedPart;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import dev.frontrow.identity.SessionCookies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow bench pages`: how soon a real browser on a slow connection paints the fans' pages, and what it has to
/// fetch for that. Browser and server share the machine.
@Command(
        name = "./frontrow bench pages",
        description = "Measures the pages in a Chromium on a connection of 1.6 Mbit/s and 150 ms.")
final class PagesBench implements Callable<Integer> {

    private static final int SEATS = 20_000;
    private static final double PAINT_MILLIS_MAX = 1_000;
    private static final int BLOCKING_MAX = 3;
    private static final double KIBIBYTES_MAX = 150;
    private static final int MISSED = 1;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = HotPathBench.Rounds.class,
            description = "Load each page so often (default 5).")
    private int rounds = 5;

    @Option(names = "--write-docs", description = "Write what was measured into docs/performance.md.")
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

    private PagesBench() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new PagesBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Chromium.isInstalled()) {
            System.err.println("Chromium loads the pages, and is not installed: apt-get install chromium");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = home.resolve("bench/target/pages");
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var children = new Children();
        // Stops the processes after Ctrl-C too.
        Runtime.getRuntime().addShutdownHook(new Thread(children::close));
        return show(measured(folder, children, new ProgressLine(System.err, progress)));
    }

    private Map<String, List<PageLoad>> measured(Path folder, Children children, ProgressLine line) throws Exception {
        line.at("starting the server", 0);
        var server = FrontrowServer.start(home.resolve("frontrow"), folder, children);
        List<String> crowd = Stage.crowdOf(server, home.resolve("app/target/run/frontrow.jar"), children);
        var stage = new Stage(server, new Callers(server.port(), _ -> {}), crowd);
        var concert = stage.concert(1, SEATS);
        Shopper fan = stage.admitted(concert, 1).getFirst();
        Map<String, String> paths = paths(concert);
        Chromium browser = Chromium.start(folder.resolve("browser"), children);
        Map<String, String> cookies = Map.of(SessionCookies.name(false), fan.accessToken());
        Map<String, List<PageLoad>> loads = new LinkedHashMap<>();
        // The first round warms up.
        for (int round = 0; round <= rounds; round++) {
            line.at("round %d of %d".formatted(round, rounds), (double) round / rounds);
            for (var page : paths.entrySet()) {
                PageLoad load = PageLoad.of(browser, "http://localhost:" + server.port() + page.getValue(), cookies);
                if (round > 0) {
                    loads.computeIfAbsent(page.getKey(), _ -> new ArrayList<>()).add(load);
                }
            }
        }
        line.clear();
        return loads;
    }

    private static Map<String, String> paths(Stage.Concert concert) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("seat page", "/performances/" + concert.performances().getFirst() + "/seats");
        paths.put("concerts", "/");
        paths.put("concert", "/concerts/" + concert.concertId());
        return paths;
    }

    private int show(Map<String, List<PageLoad>> loads) throws IOException {
        var table = new Table("Pages at 1.6 Mbit/s and 150 ms", List.copyOf(loads.keySet()));
        table.row("first paint", Unit.MILLISECONDS, Bar.atMost(PAINT_MILLIS_MAX), medians(loads, PageLoad::firstPaint));
        table.row("requests before it", Unit.COUNT, Bar.atMost(BLOCKING_MAX), medians(loads, PageLoad::blocking));
        table.row("requests without the API", Unit.COUNT, medians(loads, PageLoad::requests));
        table.row("their KiB", Unit.COUNT, Bar.atMost(KIBIBYTES_MAX), medians(loads, load -> load.bytes() / 1_024.0));
        String command = "./frontrow bench pages --rounds " + rounds;
        out.println("The same again: " + command + "\nMeasured on: " + Machine.describe() + "\n\n" + table.text());
        if (writeDocs) {
            new GeneratedPart(home.resolve("docs/performance.md"), "pages")
                    .replace("\n```\n" + command + "\n```\n\nMeasured on: " + Machine.describe() + "\n\n"
                            + table.markdown() + "\n");
        }
        return table.missed() == 0 ? CommandLine.ExitCode.OK : MISSED;
    }

    private static double[] medians(Map<String, List<PageLoad>> loads, ToDoubleFunction<PageLoad> figure) {
        return loads.values().stream().mapToDouble(of -> Medians.of(of, figure)).toArray();
    }
}
