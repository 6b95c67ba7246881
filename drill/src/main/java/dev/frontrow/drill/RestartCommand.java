package dev.frontrow.drill;

import dev.frontrow.drill.RollingRestart.Plan;
import dev.frontrow.drill.RollingRestart.Result;
import dev.frontrow.localcluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow drill restart`. Exit code 1 if a call fails or the audit finds something.
@Command(
        name = "drill restart",
        description = "Restarts all nodes behind nginx, one after the other, while fans send calls.")
final class RestartCommand implements Callable<Integer> {

    private static final int FAILURES_SHOWN = 20;

    @Option(names = "--nodes", paramLabel = "N", description = "Servers (default 2).")
    private int nodes = 2;

    @Option(names = "--rate", paramLabel = "N", description = "Calls a second (default 300).")
    private int rate = 300;

    @Option(names = "--streams", paramLabel = "N", description = "Streams of seats (default 50).")
    private int streams = 50;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each node is restarted (default 3).")
    private int rounds = 3;

    @Option(
            names = "--upgrade",
            description = "Replaces each node by the next version afterwards, which is imitated by further migrations.")
    private boolean upgrade;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "How long a node serves on while it is not ready (default PT5S).")
    private String drain = "PT5S";

    /// Given by the launcher.
    @Option(names = "--home", hidden = true)
    private Path home = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explains the options.")
    boolean help;

    private RestartCommand() {}

    static void main(String[] arguments) {
        Terminal.run(new RestartCommand(), arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (nodes < 2 || rate < 1 || streams < 0 || rounds < 0 || rounds == 0 && !upgrade) {
            System.err.println("--nodes must be at least 2, --rate at least 1, and so must --rounds without --upgrade");
            return CommandLine.ExitCode.USAGE;
        }
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(home.resolve("drill/target")), "restart-");
            System.out.println("data and logs in " + folder);
            var plan = new Plan(nodes, rate, streams, rounds, upgrade, drain);
            Result result = new RollingRestart(plan, Programs.of(home), System.out).run(folder);
            result.failures().stream().limit(FAILURES_SHOWN).forEach(System.out::println);
            result.contradictions().forEach(System.out::println);
            System.out.println(result.summary());
            if (result.isTooMuch()) {
                System.out.println("This machine is too slow for so many calls: try a lower --rate.");
            }
            return result.isClean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (IOException | DrillFailure failed) {
            System.err.println("The drill could not be done: " + failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
