package dev.frontrow.line;

import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow bench waiting-room`: simulates on-sales in virtual time, shows the figures, and fails if one
/// misses its bar.
@Command(name = "waiting-room", description = "Plays on-sales with a million fans against the waiting room.")
class WaitingRoomBench implements Callable<Integer> {

    private static final int MISSED = 1;

    @Option(names = "--fans", defaultValue = "1000000", description = "In the rush; a tenth in the other scenarios.")
    private int fans = 1_000_000;

    @Option(names = "--seeds", split = ",", required = true, description = "One world each.")
    private List<Long> seeds = List.of();

    @Option(names = "--crowds", split = ",", description = "Fans, of each scenario again, for told waits alone.")
    private List<Integer> crowds = List.of(20_000, 50_000, 200_000);

    @Option(names = "--docs", description = "The folder whose page and chart are to be written anew.")
    private @Nullable Path docs;

    @Option(names = "--progress", description = "Show a line that moves.")
    private boolean progress;

    private final PrintStream out;

    WaitingRoomBench(PrintStream out) {
        this.out = out;
    }

    static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new WaitingRoomBench(out)).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        String given = seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
        String again = "./frontrow bench waiting-room --seeds " + given + (fans == 1_000_000 ? "" : " --fans " + fans);
        out.println("The same again: " + again + "\n");

        var scenarios = new Scenarios(fans, seeds, new ProgressLine(System.err, progress));
        scenarios.warmUp();
        List<Table> tables = new ArrayList<>();
        show(scenarios.memory(), tables);
        show(scenarios.draw(), tables);
        show(scenarios.rush(), tables);
        show(scenarios.sellingOut(), tables);
        show(scenarios.slowShop(), tables);
        show(scenarios.twoLanes(), tables);
        for (int crowd : crowds) {
            show(scenarios.waits(crowd), tables);
        }

        if (docs != null) {
            new SimulationPage(docs).write(again, tables, scenarios.stories());
        }
        int missed = tables.stream().mapToInt(Table::missed).sum();
        out.println(missed == 0 ? "Every bar is met." : "Bars missed: " + missed + ".");
        return missed == 0 ? CommandLine.ExitCode.OK : MISSED;
    }

    private void show(Table table, List<Table> tables) {
        out.println(table.text());
        tables.add(table);
    }
}
