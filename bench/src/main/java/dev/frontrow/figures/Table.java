package dev.frontrow.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The figures of one scenario: a row for each figure, a column for each seed, then the bar and whether it is
/// met.
public final class Table {

    private static final String MET = "met";
    private static final String MISSED = "MISSED";

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;
    private int missed;

    public Table(String title, List<String> runs) {
        this.title = title;
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(runs);
        head.addAll(List.of("bar", ""));
        rows.add(head);
        columns = head.size();
    }

    /// Adds figures that are shown without a bar.
    public Table row(String what, Unit unit, double... figures) {
        return add(what, unit, figures, null, true);
    }

    /// Adds figures that must all meet the bar.
    public Table row(String what, Unit unit, Bar bar, double... figures) {
        return add(what, unit, figures, bar, Arrays.stream(figures).allMatch(bar::isMetBy));
    }

    /// Adds texts of several kinds as they are; only `judged` must meet the bar.
    public Table rowOf(String what, Unit unit, Bar bar, double judged, String... shown) {
        List<String> row = new ArrayList<>(List.of(what));
        row.addAll(Arrays.asList(shown));
        return add(row, unit, bar, bar.isMetBy(judged));
    }

    private Table add(String what, Unit unit, double[] figures, @Nullable Bar bar, boolean met) {
        List<String> row = new ArrayList<>(List.of(what));
        Arrays.stream(figures).mapToObj(unit::show).forEach(row::add);
        return add(row, unit, bar, met);
    }

    private Table add(List<String> row, Unit unit, @Nullable Bar bar, boolean met) {
        while (row.size() < columns - 2) {
            row.add("");
        }
        row.add(bar == null ? "" : bar.in(unit));
        row.add(bar == null ? "" : met ? MET : MISSED);
        rows.add(row);
        missed += met ? 0 : 1;
        return this;
    }

    public int missed() {
        return missed;
    }

    /// Formats the table for a terminal.
    public String text() {
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String lines = rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> padded(row.get(column), widths[column], isFigure(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
        return title + "\n" + lines + "\n";
    }

    private boolean isFigure(int column) {
        return column > 0 && column < columns - 2;
    }

    private static String padded(String cell, int width, boolean right) {
        return String.format(Locale.ROOT, (right ? "%" : "%-") + Math.max(1, width) + "s", cell);
    }

    public String markdown() {
        String rule = IntStream.range(0, columns)
                .mapToObj(column -> isFigure(column) ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        List<String> lines = rows.stream()
                .map(row -> String.join(" | ", row))
                .map(line -> "| " + line + " |\n")
                .toList();
        return "### " + title + "\n\n" + lines.getFirst() + rule + String.join("", lines.subList(1, lines.size()));
    }
}
