package dev.frontrow.line;

import dev.frontrow.figures.NumberWithin;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `./frontrow bench waiting-room`: simulates on-sales in virtual time, shows the figures, and fails if one
/// misses its bar.
@Command(
        name = "./frontrow bench waiting-room",
        description = "Plays on-sales with a million fans in virtual time against the waiting room.")
class WaitingRoomBench implements Callable<Integer> {

    private static final int MISSED = 1;

    private static final int FANS = 1_000_000;

    static final class Fans extends NumberWithin {
        Fans() {
            super(50_000, FANS);
        }
    }

    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("\\d{1,18}")) {
                throw new TypeConversionException("wants whole numbers with commas between, not '" + text + "'");
            }
            return Long.valueOf(text);
        }
    }

    @Option(
            names = "--fans",
            paramLabel = "N",
            converter = Fans.class,
            description = "Fans in the rush; a tenth in the other scenarios (default " + FANS + ").")
    private int fans = FANS;

    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            split = ",",
            converter = Seed.class,
            description = "One world each (default 1 to 7 and one more at random).")
    private List<Long> seeds = List.of();

    @Option(
            names = "--crowds",
            paramLabel = "LIST",
            split = ",",
            description = "Fans, of each scenario again, for told waits alone.")
    private List<Integer> crowds = List.of(20_000, 50_000, 200_000);

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

    WaitingRoomBench(PrintStream out) {
        this.out = out;
    }

    static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return new CommandLine(new WaitingRoomBench(out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        List<Long> worlds = seeds.isEmpty() ? usualSeeds() : seeds;
        String given = worlds.stream().map(String::valueOf).collect(Collectors.joining(","));
        String again = "./frontrow bench waiting-room --seeds " + given + (fans == FANS ? "" : " --fans " + fans);
        out.println("The same again: " + again + "\n");

        var scenarios = new Scenarios(fans, worlds, new ProgressLine(System.err, progress));
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

        if (writeDocs) {
            new SimulationPage(home.resolve("docs")).write(again, tables, scenarios.stories());
        }
        int missed = tables.stream().mapToInt(Table::missed).sum();
        out.println(missed == 0 ? "Every bar is met." : "Bars missed: " + missed + ".");
        return missed == 0 ? CommandLine.ExitCode.OK : MISSED;
    }

    /// The last one differs from run to run, so that the figures are not those of a few lucky worlds.
    private static List<Long> usualSeeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 7), LongStream.of(new Random().nextInt(1_000_000)))
                .boxed()
                .toList();
    }

    private void show(Table table, List<Table> tables) {
        out.println(table.text());
        tables.add(table);
    }
}
