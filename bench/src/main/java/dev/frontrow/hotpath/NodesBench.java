package dev.frontrow.hotpath;

import ch.qos.logback.classic.Level;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import dev.frontrow.figures.Bar;
import dev.frontrow.figures.GeneratedPart;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow bench nodes`: what two nodes on one database do beside one. The load generators share the cores with
/// the nodes, so rates say little; the CPU of an answer says how much more two nodes can do that have cores of their
/// own.
@Command(name = "./frontrow bench nodes", description = "Measures two nodes on one database beside one.")
final class NodesBench implements Callable<Integer> {

    private static final int READERS = 500;
    private static final int BUYERS = 128;
    /// Two nodes with a core each must answer so many times the polls of one.
    private static final double POLLS_MIN = 1.8;

    private static final int RATE_MAX = 15_000;
    private static final int MISSED = 1;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = HotPathBench.Rounds.class,
            description = "Measure everything so often (default 3).")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = HotPathBench.Seconds.class,
            description = "And so long each time (default 5).")
    private int seconds = 5;

    @Option(names = "--write-docs", description = "Write what was measured into docs/scaling.md.")
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
    private final Map<String, List<Run>> ones = new LinkedHashMap<>();
    private final Map<String, List<Run>> boths = new LinkedHashMap<>();

    private NodesBench() {}

    static void main(String[] arguments) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        System.exit(new CommandLine(new NodesBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Wrk.isInstalled()) {
            System.err.println("wrk makes the requests, and is not installed: apt-get install wrk");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = home.resolve("bench/target/nodes");
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var children = new Children();
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("data"));
        Thread end = new Thread(() -> {
            children.close();
            database.close();
        });
        // Stops the processes after Ctrl-C too.
        Runtime.getRuntime().addShutdownHook(end);
        measure(folder, clusterOn(database), children, new ProgressLine(System.err, progress));
        return show();
    }

    private static Map<String, String> clusterOn(EmbeddedDatabase database) {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        DatabaseLogin login = database.login();
        Map<String, String> settings = new HashMap<>();
        settings.put("SPRING_DATASOURCE_URL", login.url());
        settings.put("SPRING_DATASOURCE_USERNAME", login.username());
        settings.put("SPRING_DATASOURCE_PASSWORD", login.password());
        settings.put("SPRING_FLYWAY_USER", database.owner().username());
        settings.put("SPRING_FLYWAY_PASSWORD", database.owner().password());
        settings.put("FRONTROW_CLUSTER_ENABLED", "true");
        settings.put("FRONTROW_IDENTITY_TOKEN_KEY", Base64.getEncoder().encodeToString(key));
        return settings;
    }

    private void measure(Path folder, Map<String, String> cluster, Children children, ProgressLine line)
            throws Exception {
        line.at("starting two nodes", 0);
        Path launcher = home.resolve("frontrow");
        Path data = folder.resolve("data");
        var nodes = new TwoNodes(
                FrontrowServer.startNode(launcher, data, 0, cluster, children),
                FrontrowServer.startNode(launcher, data, 1, cluster, children),
                List.of(wrkIn(folder.resolve("wrk-0"), children), wrkIn(folder.resolve("wrk-1"), children)));
        List<String> crowd = Stage.crowdOf(nodes.first(), home.resolve("app/target/run/frontrow.jar"), children);
        var callers = new Callers(nodes.first().port(), share -> line.at("making stock", share));
        var stage = new Stage(nodes.first(), callers, crowd);
        RequestList polls = polls(stage);
        var bench = new Bench(nodes.first(), stage, nodes.wrks().getFirst(), new Consistency(nodes.first()));
        // The first round warms up.
        for (int round = 0; round <= rounds; round++) {
            line.at("round %d of %d".formatted(round, rounds), (double) round / rounds);
            Duration time = Duration.ofSeconds(seconds);
            keep(round, "poll", nodes.one("poll", polls, again(time)), nodes.both("poll", polls, polls, again(time)));
            usingUp(round, "durable join", UsingUp.joins(bench), nodes);
            usingUp(round, "durable hold", UsingUp.holds(bench), nodes);
        }
        line.clear();
    }

    private static Wrk wrkIn(Path folder, Children children) throws IOException {
        Files.createDirectories(folder);
        return new Wrk(folder, BUYERS, children);
    }

    private static RequestList polls(Stage stage) throws Exception {
        List<Shopper> waiting = stage.joined(stage.fullHouse(), READERS + 1);
        var polls = new RequestList();
        // The first in this line is admitted, so the others wait.
        waiting.stream().skip(1).map(Requests::poll).forEach(polls::add);
        return polls;
    }

    private static TwoNodes.Load again(Duration time) {
        return (wrk, port, requests) -> wrk.again(port, requests, time);
    }

    private void usingUp(int round, String name, UsingUp work, TwoNodes nodes) throws Exception {
        Duration time = Duration.ofSeconds(seconds);
        TwoNodes.Load load = (wrk, port, requests) -> wrk.once(port, requests, 201, time);
        int enough = RATE_MAX * seconds;
        Run one = nodes.one(name, stock(work, enough), load);
        RequestList rest = stock(work, enough);
        var firsts = new RequestList();
        rest.take(enough / 2).forEach(firsts::add);
        keep(round, name, one, nodes.both(name, firsts, rest, load));
    }

    private static RequestList stock(UsingUp work, int requests) throws Exception {
        var list = new RequestList();
        while (list.size() < requests) {
            work.addConcert(requests - list.size(), list);
        }
        return list;
    }

    private void keep(int round, String name, Run one, Run both) {
        if (round > 0) {
            ones.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
            boths.computeIfAbsent(name, _ -> new ArrayList<>()).add(both);
        }
    }

    private int show() throws IOException {
        var table = new Table(
                "Two nodes on one PostgreSQL", List.of("one node", "CPU each", "two nodes", "CPU each", "two by one"));
        boths.forEach((name, both) -> {
            List<Run> one = ones.getOrDefault(name, List.of());
            double oneMicros = Medians.of(one, Run::cpuMicros);
            double bothMicros = Medians.of(both, Run::cpuMicros);
            double times = 2 * oneMicros / bothMicros;
            table.rowOf(
                    name,
                    Unit.TIMES,
                    name.equals("poll") ? Bar.atLeast(POLLS_MIN) : Bar.reached(),
                    times,
                    Unit.PER_SECOND.show(Medians.of(one, Run::perSecond)),
                    Unit.MICROSECONDS.show(oneMicros),
                    Unit.PER_SECOND.show(Medians.of(both, Run::perSecond)),
                    Unit.MICROSECONDS.show(bothMicros),
                    Unit.TIMES.show(times));
        });
        String command = "./frontrow bench nodes --rounds " + rounds + " --seconds " + seconds;
        out.println("The same again: " + command + "\nMeasured on: " + Machine.describe() + "\n\n" + table.text());
        if (writeDocs) {
            new GeneratedPart(home.resolve("docs/scaling.md"), "nodes")
                    .replace("\n```\n" + command + "\n```\n\nMeasured on: " + Machine.describe() + "\n\n"
                            + table.markdown() + "\n");
        }
        return table.missed() == 0 ? CommandLine.ExitCode.OK : MISSED;
    }
}
