package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import dev.frontrow.identity.SessionCookies;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `./frontrow bench editor`: how soon a house of 20,000 seats is imported, and how fluently a real browser shows it
/// while all of it is dragged. Browser and server share the machine, and the browser draws without a graphics card.
@Command(
        name = "./frontrow bench editor",
        description = "Imports a house of 20,000 seats, and drags all of it in the editor in a Chromium.")
final class EditorBench implements Callable<Integer> {

    private static final double IMPORT_MILLIS_MAX = 5_000;
    private static final double FRAMES_PER_SECOND_MIN = 30;
    private static final int CREATED = 201;
    private static final int MISSED = 1;

    private record Format(String name, String query, String type, String plan) {}

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = HotPathBench.Rounds.class,
            description = "Import and drag so often (default 3).")
    private int rounds = 3;

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
    private final JsonMapper json = new JsonMapper();

    private EditorBench() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new EditorBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Chromium.isInstalled()) {
            System.err.println("Chromium shows the editor, and is not installed: apt-get install chromium");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = home.resolve("bench/target/editor");
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var children = new Children();
        // Stops the processes after Ctrl-C too.
        Runtime.getRuntime().addShutdownHook(new Thread(children::close));
        return measure(folder, children, new ProgressLine(System.err, progress));
    }

    private int measure(Path folder, Children children, ProgressLine line) throws Exception {
        line.at("starting the server", 0);
        var server = FrontrowServer.start(home.resolve("frontrow"), folder, children);
        String operator = operator(server);
        Map<String, List<Double>> imports = new LinkedHashMap<>();
        long venue = 0;
        // The first round warms up.
        for (int round = 0; round <= rounds; round++) {
            line.at("imports, round " + round, 0.1 + 0.4 * round / rounds);
            for (Format format : formats()) {
                long began = System.nanoTime();
                venue = enter(server.port(), operator, format);
                double millis = (System.nanoTime() - began) / 1e6;
                if (round > 0) {
                    imports.computeIfAbsent(format.name(), _ -> new ArrayList<>())
                            .add(millis);
                }
            }
        }
        Chromium browser = Chromium.start(folder.resolve("browser"), children);
        String address = "http://localhost:" + server.port() + "/office/venues/" + venue + "/edit";
        List<EditorDrag> drags = drags(browser, address, Map.of(SessionCookies.name(false), operator), line);
        line.clear();
        return show(imports, drags);
    }

    private static String operator(FrontrowServer server) throws IOException {
        try (var http = new HttpConnection(server.port())) {
            return Stage.operator(http);
        }
    }

    private static List<Format> formats() {
        return List.of(
                new Format("CSV", "?name=Large", "text/csv", LargeHouse.csv()),
                new Format("pretix", "?format=pretix", "application/json", LargeHouse.pretix()),
                new Format("JSON", "", "application/json", LargeHouse.json()));
    }

    /// The id of the new venue.
    private long enter(int port, String operator, Format format) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/operator/venues" + format.query()))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", format.type())
                .POST(HttpRequest.BodyPublishers.ofString(format.plan()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != CREATED) {
                throw new IOException(format.name() + " is refused: " + answer.body());
            }
            return json.readTree(answer.body()).path("venueId").asLong();
        }
    }

    private List<EditorDrag> drags(Chromium browser, String address, Map<String, String> cookies, ProgressLine line)
            throws IOException, InterruptedException {
        List<EditorDrag> drags = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            line.at("drags, round " + round, 0.5 + 0.5 * round / rounds);
            drags.add(EditorDrag.of(browser, address, cookies));
        }
        return drags;
    }

    private int show(Map<String, List<Double>> imports, List<EditorDrag> drags) {
        var table = new Table("A house of 20,000 seats", List.of("median"));
        imports.forEach((format, millis) -> table.row(
                "import of " + format,
                Unit.MILLISECONDS,
                Bar.atMost(IMPORT_MILLIS_MAX),
                Medians.of(millis, Double::doubleValue)));
        table.row("the editor is ready", Unit.MILLISECONDS, Medians.of(drags, EditorDrag::openMillis));
        table.row("all is selected", Unit.MILLISECONDS, Medians.of(drags, EditorDrag::selectMillis));
        List<Double> frames =
                drags.stream().flatMap(drag -> drag.frameMillis().stream()).toList();
        table.row(
                "frames while all is dragged",
                Unit.PER_SECOND,
                Bar.atLeast(FRAMES_PER_SECOND_MIN),
                1_000 / Medians.of(frames, Double::doubleValue));
        table.row("frames of the drag", Unit.COUNT, frames.size());
        out.println("The same again: ./frontrow bench editor --rounds " + rounds + "\nMeasured on: "
                + Machine.describe() + "\n\n" + table.text());
        return table.missed() == 0 ? CommandLine.ExitCode.OK : MISSED;
    }
}
