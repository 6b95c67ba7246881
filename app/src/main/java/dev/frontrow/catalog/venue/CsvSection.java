package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.venue.CsvTable.Line;
import dev.frontrow.catalog.venue.VenueForm.PlannedSeatForm;
import dev.frontrow.catalog.venue.VenueForm.RowForm;
import dev.frontrow.catalog.venue.VenueForm.SectionForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A section that is put together from the lines of a CSV file.
final class CsvSection {

    private final String section;
    private final int index;
    private final CsvCells cells;
    private final CsvPlaces places;
    private final Map<String, List<PlannedSeatForm>> rows = new LinkedHashMap<>();
    private final Map<String, Integer> rowIndexes = new LinkedHashMap<>();
    private @Nullable Integer floor;
    private @Nullable String gate;
    private @Nullable List<List<Integer>> shape;
    private @Nullable List<Integer> label;
    private boolean drawn;

    CsvSection(String section, int index, CsvCells cells, CsvPlaces places) {
        this.section = section;
        this.index = index;
        this.cells = cells;
        this.places = places;
    }

    /// Floor and gate are those of the section, whichever of its lines names them.
    void settle(Line line, @Nullable Integer saidFloor) {
        if (floor != null && saidFloor != null && !floor.equals(saidFloor)) {
            cells.note(line, CsvColumn.FLOOR, "csv-differs");
        }
        floor = floor == null ? saidFloor : floor;
        String saidGate = line.cell(CsvColumn.GATE);
        if (gate != null && saidGate != null && !gate.equals(saidGate)) {
            cells.note(line, CsvColumn.GATE, "csv-differs");
        }
        gate = gate == null ? saidGate : gate;
    }

    void draw(Line line) {
        if (drawn) {
            cells.note(line, CsvColumn.SECTION, "duplicate");
        }
        drawn = true;
        shape = cells.points(line, CsvColumn.SHAPE);
        label = cells.point(line, CsvColumn.LABEL);
        places.put("sections[" + index + "].shape", line.number());
        places.put("sections[" + index + "].label", line.number());
    }

    void add(Line line, PlannedSeatForm seat) {
        String row = Objects.requireNonNullElse(line.cell(CsvColumn.ROW), "");
        String path = "sections[" + index + "].rows";
        int rowIndex = rowIndexes.computeIfAbsent(row, _ -> places.add(path, line.number()));
        rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(seat);
        places.add(path + "[" + rowIndex + "].seats", line.number());
    }

    SectionForm form() {
        List<RowForm> made = new ArrayList<>();
        rows.forEach((row, seats) -> made.add(new RowForm(row, seats)));
        return new SectionForm(section, floor, shape, label, gate, made);
    }

    List<List<Point>> rows() {
        return rows.values().stream()
                .map(seats -> seats.stream()
                        .filter(seat -> seat.x() != null && seat.y() != null)
                        .map(seat -> new Point(Objects.requireNonNull(seat.x()), Objects.requireNonNull(seat.y())))
                        .toList())
                .toList();
    }
}
