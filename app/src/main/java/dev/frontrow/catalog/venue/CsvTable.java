package dev.frontrow.catalog.venue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.text.CsvFormulas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines of a CSV file below its header, which names the columns in any order. Cells are separated by commas,
/// semicolons or tabs: whichever the header has most of.
final class CsvTable {

    private static final int BYTES_MAX = 16 * 1024 * 1024;

    /// All that a plan may have, and some more.
    private static final int LINES_MAX = 25_000;

    private static final int CELLS_MAX = 64;

    /// A shape of 200 corners fits.
    private static final int CELL_MAX = 4_000;

    private static final String SEPARATORS = ",;\t";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");

    /// @param number of the line in the file, from 1
    record Line(int number, Map<CsvColumn, String> cells) {

        /// Null where there is nothing.
        @Nullable
        String cell(CsvColumn column) {
            return cells.get(column);
        }
    }

    private final CsvFaults faults;
    private final List<Line> lines = new ArrayList<>();

    /// For each cell of a line its column; null for one that has none.
    private final List<@Nullable CsvColumn> columns = new ArrayList<>();

    private final Map<CsvColumn, String> titles = new EnumMap<>(CsvColumn.class);

    CsvTable(byte[] csv, CsvFaults faults) {
        this.faults = faults;
        if (csv.length > BYTES_MAX) {
            throw Problem.of(ProblemCode.BODY_TOO_LARGE).saying(BYTES_MAX).at("body", "too-large");
        }
        String text = new String(csv, StandardCharsets.UTF_8);
        read(text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text);
        faults.refuseAny();
    }

    List<Line> lines() {
        return lines;
    }

    boolean has(CsvColumn column) {
        return titles.containsKey(column);
    }

    /// As the file names it.
    String title(CsvColumn column) {
        return titles.getOrDefault(column, column.title());
    }

    private void read(String text) {
        int line = 0;
        try {
            for (CsvRecord each : reader(text)) {
                line = (int) each.getStartingLineNumber();
                if (columns.isEmpty()) {
                    readHeader(line, each.getFields());
                } else {
                    readLine(line, each.getFields());
                }
            }
        } catch (CsvParseException unreadable) {
            throw faults.fault(lineOf(unreadable, line + 1), "", "csv-unreadable");
        }
        if (columns.isEmpty()) {
            throw faults.fault(1, "", "required");
        }
    }

    private static CsvReader<CsvRecord> reader(String text) {
        var handler = CsvRecordHandler.builder()
                .maxFields(CELLS_MAX)
                .maxFieldSize(CELL_MAX)
                .maxRecordSize(CELLS_MAX * CELL_MAX)
                .build();
        return CsvReader.builder()
                .fieldSeparator(separator(text))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(handler, text);
    }

    private static int lineOf(CsvParseException unreadable, int otherwise) {
        var named = LINE.matcher(Objects.requireNonNullElse(unreadable.getMessage(), ""));
        return named.find() ? Integer.parseInt(named.group(1)) : otherwise;
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        Map<Character, Integer> counts = new HashMap<>();
        header.chars()
                .filter(letter -> SEPARATORS.indexOf(letter) >= 0)
                .forEach(letter -> counts.merge((char) letter, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(SEPARATORS.charAt(0));
    }

    private void readHeader(int line, List<String> cells) {
        for (String cell : cells) {
            String title = cell.strip();
            CsvColumn column = CsvColumn.of(title).orElse(null);
            columns.add(column);
            if (column == null) {
                faults.note(line, title.substring(0, Math.min(title.length(), 40)), "csv-column");
            } else if (titles.putIfAbsent(column, title) != null) {
                faults.note(line, title, "duplicate");
            }
        }
        faults.refuseAny();
    }

    private void readLine(int line, List<String> cells) {
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        if (lines.size() == LINES_MAX) {
            throw faults.fault(line, "", "too-large");
        }
        if (cells.size() != columns.size()) {
            faults.note(line, "", "csv-cells");
            return;
        }
        Map<CsvColumn, String> named = new EnumMap<>(CsvColumn.class);
        for (int i = 0; i < columns.size(); i++) {
            CsvColumn column = columns.get(i);
            String cell = CsvFormulas.asItWas(cells.get(i).strip());
            if (column != null && !cell.isBlank()) {
                named.put(column, cell);
            }
        }
        lines.add(new Line(line, named));
    }
}
