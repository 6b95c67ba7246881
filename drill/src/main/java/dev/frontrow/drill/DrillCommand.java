package dev.frontrow.drill;

import dev.frontrow.drill.ClusterDrill.Plan;
import dev.frontrow.localcluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow drill cluster`. Exit code 1 if a rule is broken.
@Command(name = "drill cluster", description = "Breaks a cluster on this machine while fans buy, and checks all.")
final class DrillCommand implements Callable<Integer> {

    @Option(names = "--minutes", paramLabel = "N", description = "How long fans buy (default 30).")
    private int minutes = 30;

    @Option(names = "--nodes", paramLabel = "N", description = "Servers (default 3).")
    private int nodes = 3;

    @Option(names = "--fans", paramLabel = "N", description = "Fans, who want a seat each (default 2000).")
    private int fans = 2_000;

    @Option(names = "--seats", paramLabel = "N", description = "Seats (default 1000).")
    private int seats = 1_000;

    @Option(
            names = "--owner-stops",
            paramLabel = "N",
            description = "Rooms that lose their owner after the sale (default 200).")
    private int ownerStops = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Order and length of the faults (default: another each time).")
    private long seed = ThreadLocalRandom.current().nextLong(1_000_000);

    /// Given by the launcher.
    @Option(names = "--home", hidden = true)
    private Path home = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explains the options.")
    private boolean help;

    private DrillCommand() {}

    static void main(String[] arguments) {
        Terminal.run(new DrillCommand(), arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1 || nodes < 2 || fans < 1 || seats < 1 || seats > 20_000) {
            System.err.println("--minutes and --fans must be at least 1, --nodes at least 2, --seats 1 to 20,000");
            return CommandLine.ExitCode.USAGE;
        }
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(home.resolve("drill/target")), "drill-");
            System.out.printf("seed %d, data and logs in %s; they stay if a rule is broken%n", seed, folder);
            var plan = new Plan(nodes, fans, seats, Duration.ofMinutes(minutes), ownerStops, seed);
            var broken = new ClusterDrill(plan, Programs.of(home), System.out).run(folder);
            if (!broken.values().stream().allMatch(List::isEmpty)) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            FileSystemUtils.deleteRecursively(folder);
            return CommandLine.ExitCode.OK;
        } catch (IOException | DrillFailure failed) {
            System.err.println("The drill could not be done: " + failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
