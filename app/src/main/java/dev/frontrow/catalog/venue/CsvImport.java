package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.venue.CsvTable.Line;
import dev.frontrow.catalog.venue.VenueForm.GateForm;
import dev.frontrow.catalog.venue.VenueForm.PlannedAreaForm;
import dev.frontrow.catalog.venue.VenueForm.PlannedSeatForm;
import dev.frontrow.catalog.venue.VenueForm.StageForm;
import dev.frontrow.catalog.venue.VenueForm.TextForm;
import dev.frontrow.problem.Problem;
import dev.frontrow.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a plan from CSV. Each line is a seat, unless its type says that it is something else of the plan. Lines may
/// come in any order; sections, rows and seats keep theirs.
final class CsvImport {

    private static final int SEAT_WIDTH_DEFAULT = 50;

    private final CsvFaults faults = new CsvFaults();
    private final CsvTable table;
    private final CsvCells cells;
    private final CsvPlaces places = new CsvPlaces();

    /// The index of each floor's name.
    private final Map<String, Integer> floors = new LinkedHashMap<>();

    private boolean floorsAreListed;
    private final Map<String, CsvSection> sections = new LinkedHashMap<>();
    private final List<GateForm> gates = new ArrayList<>();
    private final List<PlannedAreaForm> areas = new ArrayList<>();
    private final List<TextForm> texts = new ArrayList<>();
    private @Nullable StageForm stage;
    private @Nullable String name;
    private @Nullable Integer seatWidth;

    private CsvImport(byte[] csv) {
        table = new CsvTable(csv, faults);
        cells = new CsvCells(table, faults);
        if (!table.has(CsvColumn.TYPE)) {
            Stream.of(CsvColumn.SECTION, CsvColumn.X, CsvColumn.Y, CsvColumn.PRICE_LEVEL)
                    .filter(column -> !table.has(column))
                    .forEach(column -> faults.note(1, column.title(), "required"));
            faults.refuseAny();
        }
        table.lines().stream().filter(line -> is("floor", line)).forEach(this::addFloor);
        floorsAreListed = !floors.isEmpty();
        table.lines().forEach(this::add);
        faults.refuseAny();
    }

    /// @param given     name of the venue; null: as the file says
    /// @param otherwise its name if the file does not say it either
    static VenuePlan plan(byte[] csv, @Nullable String given, @Nullable String otherwise) {
        var read = new CsvImport(csv);
        String said = read.name == null ? otherwise : read.name;
        String name = given == null ? said : PlainText.line("name", given, VenueCheck.NAME_MAX);
        if (name == null) {
            throw Problem.invalidField("name", "required");
        }
        return read.plan(name);
    }

    private VenuePlan plan(String name) {
        try {
            return VenueCheck.of(form(name));
        } catch (Problem named) {
            named.fieldFaults().forEach(fault -> {
                CsvPlaces.Place place = places.of(fault.field());
                faults.note(place.line(), table.title(place.column()), fault.message());
            });
            faults.refuseAny();
            throw named;
        }
    }

    private VenueForm form(String name) {
        List<CsvSection> all = List.copyOf(sections.values());
        return new VenueForm(
                name,
                seatWidth == null ? pitch(all) : seatWidth,
                List.copyOf(floors.keySet()),
                stage,
                gates,
                all.stream().map(CsvSection::form).toList(),
                areas,
                texts);
    }

    private static int pitch(List<CsvSection> sections) {
        List<List<Point>> rows =
                sections.stream().flatMap(section -> section.rows().stream()).toList();
        return SeatPitch.median(rows).orElse(SEAT_WIDTH_DEFAULT);
    }

    private static boolean is(String type, Line line) {
        return type.equals(type(line));
    }

    private static String type(Line line) {
        return Objects.requireNonNullElse(line.cell(CsvColumn.TYPE), "seat").toLowerCase(Locale.ROOT);
    }

    private void add(Line line) {
        switch (type(line)) {
            case "seat" -> addSeat(line);
            case "section" -> addSection(line);
            case "area" -> addArea(line);
            case "venue" -> addVenue(line);
            case "stage" -> addStage(line);
            case "gate" -> addGate(line);
            case "text" -> addText(line);
            case "floor" -> {}
            default -> cells.note(line, CsvColumn.TYPE, "value");
        }
    }

    private void addFloor(Line line) {
        String floor = line.cell(CsvColumn.NAME);
        if (floor == null) {
            cells.note(line, CsvColumn.NAME, "required");
        } else if (floors.putIfAbsent(floor, floors.size()) != null) {
            cells.note(line, CsvColumn.NAME, "duplicate");
        }
        places.add("floors", line.number());
    }

    /// Floors that no line lists are counted as they come.
    private @Nullable Integer floor(Line line) {
        String floor = line.cell(CsvColumn.FLOOR);
        if (floor == null) {
            return null;
        }
        if (floorsAreListed && !floors.containsKey(floor)) {
            cells.note(line, CsvColumn.FLOOR, "unknown-id");
            return null;
        }
        if (!floors.containsKey(floor)) {
            places.add("floors", line.number());
        }
        return floors.computeIfAbsent(floor, _ -> floors.size());
    }

    private void addVenue(Line line) {
        name = line.cell(CsvColumn.NAME);
        seatWidth = cells.number(line, CsvColumn.SIZE);
        places.put("name", line.number());
        places.put("seatWidth", line.number());
    }

    private void addStage(Line line) {
        if (stage != null) {
            cells.note(line, CsvColumn.TYPE, "duplicate");
        }
        stage = new StageForm(cells.points(line, CsvColumn.SHAPE), floor(line));
        places.put("stage", line.number());
    }

    private void addGate(Line line) {
        gates.add(new GateForm(
                line.cell(CsvColumn.NAME),
                cells.number(line, CsvColumn.X),
                cells.number(line, CsvColumn.Y),
                floor(line)));
        places.add("gates", line.number());
    }

    private void addText(Line line) {
        texts.add(new TextForm(
                line.cell(CsvColumn.NAME),
                cells.number(line, CsvColumn.X),
                cells.number(line, CsvColumn.Y),
                cells.number(line, CsvColumn.SIZE),
                cells.number(line, CsvColumn.ROTATION),
                floor(line)));
        places.add("texts", line.number());
    }

    private void addArea(Line line) {
        areas.add(new PlannedAreaForm(
                line.cell(CsvColumn.NAME),
                floor(line),
                cells.points(line, CsvColumn.SHAPE),
                cells.point(line, CsvColumn.LABEL),
                line.cell(CsvColumn.GATE),
                cells.number(line, CsvColumn.CAPACITY),
                line.cell(CsvColumn.PRICE_LEVEL),
                cells.yesOrNo(line, CsvColumn.ENTRY_NUMBERS)));
        places.add("areas", line.number());
    }

    private @Nullable CsvSection section(Line line) {
        String section = line.cell(CsvColumn.SECTION);
        if (section == null) {
            cells.note(line, CsvColumn.SECTION, "required");
            return null;
        }
        CsvSection known = sections.get(section);
        if (known == null) {
            known = new CsvSection(section, places.add("sections", line.number()), cells, places);
            sections.put(section, known);
        }
        known.settle(line, floor(line));
        return known;
    }

    private void addSection(Line line) {
        CsvSection section = section(line);
        if (section != null) {
            section.draw(line);
        }
    }

    private void addSeat(Line line) {
        CsvSection section = section(line);
        if (section != null) {
            section.add(
                    line,
                    new PlannedSeatForm(
                            line.cell(CsvColumn.SEAT),
                            line.cell(CsvColumn.NUMBER),
                            cells.number(line, CsvColumn.X),
                            cells.number(line, CsvColumn.Y),
                            line.cell(CsvColumn.PRICE_LEVEL),
                            cells.attributes(line)));
        }
    }
}
