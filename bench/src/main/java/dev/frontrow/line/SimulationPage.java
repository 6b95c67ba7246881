package dev.frontrow.line;

import dev.frontrow.figures.GeneratedPart;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The generated parts of docs/waiting-room-simulation.md: tables between two markers, and the chart file. The
/// rest of the page is written by hand.
final class SimulationPage {

    private final GeneratedPart page;
    private final Path chart;

    SimulationPage(Path docs) {
        page = new GeneratedPart(docs.resolve("waiting-room-simulation.md"), "waiting-room");
        chart = docs.resolve("waiting-room-simulation.svg");
    }

    void write(String command, List<Table> tables, List<Samples.Story> stories) throws IOException {
        page.replace(generated(command, tables));
        Files.writeString(chart, new Chart(stories).svg());
    }

    private static String generated(String command, List<Table> tables) {
        Runtime runtime = Runtime.getRuntime();
        String machine = "%s %s, %d cores, %s %s, heap of at most %s."
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        runtime.availableProcessors(),
                        System.getProperty("java.vm.name"),
                        Runtime.version(),
                        Unit.MEBIBYTES.show(runtime.maxMemory()));
        return "\nThe same figures again, but for what a clock measures:\n\n```\n" + command + "\n```\n\nMeasured on: "
                + machine + "\n\n"
                + tables.stream().map(Table::markdown).collect(Collectors.joining("\n"))
                + "\n";
    }
}
