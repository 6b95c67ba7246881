package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.venue.CsvTable.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single cells of a table, and notes those that do not say what their column wants. Null where there is nothing.
final class CsvCells {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;|]+");
    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");

    private final CsvTable table;
    private final CsvFaults faults;

    CsvCells(CsvTable table, CsvFaults faults) {
        this.table = table;
        this.faults = faults;
    }

    void note(Line line, CsvColumn column, String message) {
        faults.note(line.number(), table.title(column), message);
    }

    @Nullable
    Integer number(Line line, CsvColumn column) {
        String cell = line.cell(column);
        if (cell == null) {
            return null;
        }
        if (!NUMBER.matcher(cell).matches()) {
            note(line, column, "number");
            return null;
        }
        return Integer.valueOf(cell);
    }

    @Nullable
    Boolean yesOrNo(Line line, CsvColumn column) {
        String cell = line.cell(column);
        if (cell == null) {
            return null;
        }
        String said = cell.toLowerCase(Locale.ROOT);
        if (!YES.contains(said) && !NO.contains(said)) {
            note(line, column, "boolean");
        }
        return YES.contains(said);
    }

    @Nullable
    List<SeatAttribute> attributes(Line line) {
        String cell = line.cell(CsvColumn.ATTRIBUTES);
        if (cell == null) {
            return null;
        }
        List<SeatAttribute> attributes = new ArrayList<>();
        for (String name : parts(cell)) {
            Arrays.stream(SeatAttribute.values())
                    .filter(attribute -> attribute.name().equalsIgnoreCase(name))
                    .findFirst()
                    .ifPresentOrElse(attributes::add, () -> note(line, CsvColumn.ATTRIBUTES, "value"));
        }
        return attributes;
    }

    /// `x y x y ...`
    @Nullable
    List<List<Integer>> points(Line line, CsvColumn column) {
        String cell = line.cell(column);
        if (cell == null) {
            return null;
        }
        List<String> parts = parts(cell);
        if (parts.size() % 2 != 0
                || !parts.stream().allMatch(part -> NUMBER.matcher(part).matches())) {
            note(line, column, "csv-points");
            return null;
        }
        List<List<Integer>> points = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            points.add(List.of(Integer.valueOf(parts.get(i)), Integer.valueOf(parts.get(i + 1))));
        }
        return points;
    }

    /// `x y`
    @Nullable
    List<Integer> point(Line line, CsvColumn column) {
        List<List<Integer>> points = points(line, column);
        if (points == null || points.size() == 1) {
            return points == null ? null : points.getFirst();
        }
        note(line, column, "csv-points");
        return null;
    }

    private static List<String> parts(String cell) {
        return BETWEEN.splitAsStream(cell).filter(part -> !part.isEmpty()).toList();
    }
}
