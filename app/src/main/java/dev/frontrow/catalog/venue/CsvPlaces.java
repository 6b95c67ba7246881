package dev.frontrow.catalog.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where in a CSV file the fields of a form stand, which faults name by their paths.
final class CsvPlaces {

    /// A cell.
    record Place(int line, CsvColumn column) {}

    private static final Map<String, CsvColumn> COLUMNS = Map.ofEntries(
            Map.entry("section", CsvColumn.SECTION),
            Map.entry("row", CsvColumn.ROW),
            Map.entry("seat", CsvColumn.SEAT),
            Map.entry("number", CsvColumn.NUMBER),
            Map.entry("x", CsvColumn.X),
            Map.entry("y", CsvColumn.Y),
            Map.entry("priceLevel", CsvColumn.PRICE_LEVEL),
            Map.entry("attributes", CsvColumn.ATTRIBUTES),
            Map.entry("floor", CsvColumn.FLOOR),
            Map.entry("gate", CsvColumn.GATE),
            Map.entry("shape", CsvColumn.SHAPE),
            Map.entry("label", CsvColumn.LABEL),
            Map.entry("capacity", CsvColumn.CAPACITY),
            Map.entry("entryNumbers", CsvColumn.ENTRY_NUMBERS),
            Map.entry("size", CsvColumn.SIZE),
            Map.entry("seatWidth", CsvColumn.SIZE),
            Map.entry("rotation", CsvColumn.ROTATION),
            Map.entry("rows", CsvColumn.SEAT),
            Map.entry("seats", CsvColumn.SEAT),
            Map.entry("sections", CsvColumn.SECTION));

    private final Map<String, List<Integer>> lists = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    /// The next element of a list is in this line; answers its index.
    int add(String list, int line) {
        List<Integer> elements = lists.computeIfAbsent(list, _ -> new ArrayList<>());
        elements.add(line);
        lines.put(list + "[" + (elements.size() - 1) + "]", line);
        return elements.size() - 1;
    }

    /// The field is in this line.
    void put(String path, int line) {
        lines.put(path, line);
    }

    /// The nearest line that is known: of the field, or of what it belongs to.
    Place of(String path) {
        String known = path;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            int end = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
            known = end < 0 ? "" : known.substring(0, end);
        }
        return new Place(lines.getOrDefault(known, 1), column(path));
    }

    private static CsvColumn column(String path) {
        boolean named = path.matches("(floors|(gates|areas|texts)\\[\\d+]\\.(gate|area|text)|name).*")
                && !path.matches("areas.*\\.gate");
        String field = path.replaceAll("(\\[\\d+])+$", "");
        return named
                ? CsvColumn.NAME
                : COLUMNS.getOrDefault(field.substring(field.lastIndexOf('.') + 1), CsvColumn.TYPE);
    }
}
