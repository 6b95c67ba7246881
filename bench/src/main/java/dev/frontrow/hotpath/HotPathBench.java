package dev.frontrow.hotpath;

import ch.qos.logback.classic.Level;
import dev.frontrow.figures.GeneratedPart;
import dev.frontrow.figures.NumberWithin;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.hotpath.Contest.Rival;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow bench hot-path`: starts the packaged server and the baselines, measures them in turns, shows the
/// figures, and fails if one misses its bar.
@Command(
        name = "./frontrow bench hot-path",
        description = "Measures the server over HTTP beside what the machine can do at best.")
class HotPathBench implements Callable<Integer> {

    private static final int MISSED = 1;

    /// The concurrency of a shop with several hundred admitted buyers.
    private static final int BUYERS = 256;

    static final class Rounds extends NumberWithin {
        Rounds() {
            super(1, 99);
        }
    }

    static final class Seconds extends NumberWithin {
        Seconds() {
            super(1, 600);
        }
    }

    static final class Buyers extends NumberWithin {
        Buyers() {
            super(2, 1024);
        }
    }

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return HotPath.NAMES.iterator();
        }
    }

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = Rounds.class,
            description = "Measure everything so often (default 3).")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Seconds.class,
            description = "And so long each time (default 5).")
    private int seconds = 5;

    @Option(
            names = "--buyers",
            paramLabel = "N",
            converter = Buyers.class,
            description = "So many at once ask for what is durable (default " + BUYERS + ").")
    private int buyers = BUYERS;

    @Option(
            names = "--only",
            paramLabel = "LIST",
            split = ",",
            completionCandidates = Names.class,
            description = "Only some, with commas between: ${COMPLETION-CANDIDATES}.")
    private List<String> only = List.of();

    @Option(
            names = "--office",
            description = "In every second run " + Onlookers.COUNT
                    + " operators have the page of the night open; compares with the same without them.")
    private boolean office;

    @Option(
            names = "--against",
            paramLabel = "COMMIT",
            description = "Compare with the server of this commit, which is built aside. The runs alternate.")
    private @Nullable String against;

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description = "With --against: a setting of the measured server that the other one lacks, such as"
                    + " FRONTROW_JAVA_OPTS=-XX:+UseZGC. May be given again.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--at-least",
            paramLabel = "NAME=TIMES",
            split = ",",
            description = "With --against: bars, such as payment=1.6,hold=1.4 (default 0.97 for each).")
    private Map<String, Double> least = Map.of();

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

    private final PrintStream out;
    private final PrintStream err;

    HotPathBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    static void main(String[] arguments) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return new CommandLine(new HotPathBench(out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Set<String> unknown = new LinkedHashSet<>(only);
        known().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            return misused(
                    "--only wants names out of " + String.join(",", known()) + ", not " + String.join(",", unknown));
        }
        Optional<String> misuse = misuse();
        if (misuse.isPresent()) {
            return misused(misuse.get());
        }
        if (!Wrk.isInstalled()) {
            err.println("wrk makes the requests, and is not installed: apt-get install wrk");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = folder();
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var children = new Children();
        Thread end = new Thread(() -> {
            children.close();
            delete(folder);
        });
        // Stops the processes after Ctrl-C too.
        Runtime.getRuntime().addShutdownHook(end);
        return measure(children, new ProgressLine(err, progress));
    }

    private List<String> known() {
        if (office) {
            return HotPath.WATCHED;
        }
        return against == null ? HotPath.NAMES : HotPath.AGAINST;
    }

    private Optional<String> misuse() {
        if (office && against != null) {
            return Optional.of("--office and --against are two comparisons");
        } else if (writeDocs && (office || against != null)) {
            return Optional.of("--office and --against are comparisons: the figures in docs are those without them");
        } else if (against == null && !(settings.isEmpty() && least.isEmpty())) {
            return Optional.of("--setting and --at-least need --against");
        }
        return least.keySet().stream()
                .filter(name -> !known().contains(name))
                .findFirst()
                .map(name -> "--at-least wants names out of " + String.join(",", known()) + ", not " + name);
    }

    private int misused(String why) {
        err.println(why);
        return CommandLine.ExitCode.USAGE;
    }

    private int measure(Children children, ProgressLine line) throws Exception {
        Optional<OtherCommit> other = Optional.empty();
        if (against != null) {
            other = OtherCommit.find(home, against, children);
            if (other.isEmpty()) {
                return misused("--against wants a commit, not " + against);
            }
            line.at("building " + other.get().shortId(), 0);
            other.get().build(children);
        }
        Bench bench = bench(home, folder(), settings, children, line);
        var onlookers = new Onlookers(bench.port());
        var hotPath = new HotPath(bench, constant(bench.wrk(), children), Duration.ofSeconds(seconds), line);
        Set<String> wanted = new LinkedHashSet<>(only.isEmpty() ? known() : only);
        if (other.isPresent()) {
            Bench otherBench = bench(other.get().home(), folder().resolve("other"), Map.of(), children, line);
            hotPath.prepareAgainst(new Works(otherBench), other.get().shortId(), wanted, least);
        } else if (office) {
            hotPath.prepareWatched(wanted, onlookers);
        } else {
            hotPath.prepare(wanted);
        }
        runRounds(hotPath);
        if (wanted.contains(HotPath.IN_PROCESS)) {
            line.at("starting a server that holds in its own process", 0);
            hotPath.inProcess(HoldingServer.start(bench.server(), folder(), children), rounds);
        }
        line.clear();
        return show(new HotPathReport(hotPath), onlookers);
    }

    /// A server of its own, with a crowd.
    ///
    /// @param home where its launcher is
    private Bench bench(Path home, Path folder, Map<String, String> settings, Children children, ProgressLine line)
            throws Exception {
        Files.createDirectories(folder);
        line.at("starting", 0);
        FrontrowServer server = FrontrowServer.start(home.resolve("frontrow"), folder, settings, children);
        line.at("access tokens", 0);
        List<String> crowd = Stage.crowdOf(server, home.resolve("app/target/run/frontrow.jar"), children);
        var callers = new Callers(server.port(), share -> line.at("making stock", share));
        return new Bench(
                server, new Stage(server, callers, crowd), new Wrk(folder, buyers, children), new Consistency(server));
    }

    private void runRounds(HotPath hotPath) throws Exception {
        hotPath.warmUp();
        for (int round = 1; round <= rounds; round++) {
            hotPath.round(round, rounds);
        }
        if (!hotPath.latencyContests().isEmpty()) {
            hotPath.warmUpLatencies();
            for (int round = 1; round <= rounds; round++) {
                hotPath.latencyRound(round, rounds);
            }
        }
    }

    private Rival constant(Wrk wrk, Children children) throws Exception {
        Optional<Nginx> nginx = Nginx.start(folder(), wrk, children);
        if (nginx.isPresent()) {
            return new Rival("nginx", nginx.get());
        }
        err.println("nginx is not installed, so a bare Jetty is in its place: apt-get install nginx-light");
        return new Rival("bare Jetty", BareJetty.start(wrk));
    }

    private int show(HotPathReport report, Onlookers onlookers) throws IOException {
        if (office) {
            out.println("Operators got " + onlookers.frames() + " frames of the night.");
        }
        int status = show(report);
        return office && onlookers.frames() == 0 ? MISSED : status;
    }

    private int show(HotPathReport report) throws IOException {
        List<Table> tables = report.tables();
        out.println("The same again: " + command() + "\nMeasured on: " + machine() + "\n");
        tables.forEach(table -> out.println(table.text()));
        report.remark().ifPresent(remark -> out.println(remark + "\n"));
        Path results = home.resolve("bench/results");
        report.write(results, machine());
        out.println("Figures and chart: " + results.resolve("hot-path.json") + ", hot-path.svg");
        if (writeDocs) {
            String generated = "\n```\n" + command() + "\n```\n\nMeasured on: " + machine() + "\n\n"
                    + tables.stream().map(Table::markdown).collect(Collectors.joining("\n")) + "\n"
                    + report.remark().map(remark -> remark + "\n\n").orElse("");
            new GeneratedPart(home.resolve("docs/performance.md"), "hot-path").replace(generated);
        }
        int missed = tables.stream().mapToInt(Table::missed).sum();
        out.println(missed == 0 ? "Every bar is met." : "Bars missed: " + missed + ".");
        return missed == 0 ? CommandLine.ExitCode.OK : MISSED;
    }

    private String command() {
        return callersSettings() + "./frontrow bench hot-path --rounds " + rounds + " --seconds " + seconds
                + (buyers == BUYERS ? "" : " --buyers " + buyers)
                + (only.isEmpty() ? "" : " --only " + String.join(",", only))
                + (office ? " --office" : "")
                + (against == null ? "" : " --against " + against)
                + settings.entrySet().stream()
                        .map(setting -> " --setting '" + setting + "'")
                        .collect(Collectors.joining())
                + (least.isEmpty()
                        ? ""
                        : " --at-least "
                                + least.entrySet().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(",")));
    }

    /// Settings in the caller's environment also apply to the server, so that two settings can be compared.
    private static String callersSettings() {
        return System.getenv().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("FRONTROW_"))
                .filter(setting -> !FrontrowServer.SETTINGS.containsKey(setting.getKey()))
                .map(setting -> setting.getKey() + "='" + setting.getValue() + "' ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static String machine() {
        return Machine.describe() + ". Server with -Xmx512m and its own PostgreSQL, fsync on.";
    }

    /// For data that are deleted at the end.
    private Path folder() {
        return home.resolve("bench/target/hot-path");
    }

    private void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            err.println(folder + " could not be deleted: " + e.getMessage());
        }
    }
}
