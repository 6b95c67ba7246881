package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatPlan.Gate;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.SeatPlan.Text;
import dev.frontrow.catalog.venue.VenueForm.GateForm;
import dev.frontrow.catalog.venue.VenueForm.PlannedAreaForm;
import dev.frontrow.catalog.venue.VenueForm.PlannedSeatForm;
import dev.frontrow.catalog.venue.VenueForm.RowForm;
import dev.frontrow.catalog.venue.VenueForm.SectionForm;
import dev.frontrow.catalog.venue.VenueForm.TextForm;
import dev.frontrow.catalog.venue.VenuePlan.PlannedArea;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import dev.frontrow.catalog.venue.VenuePlan.Row;
import dev.frontrow.catalog.venue.VenuePlan.Section;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a plan as it arrived into one that holds, or names its first faults. Used once.
final class VenueCheck {

    static final int NAME_MAX = 200;

    private static final int SEATS_MAX = 20_000;
    private static final int PLACES_MAX = 100_000;
    private static final int SEAT_WIDTH_DEFAULT = 50;

    private record Spot(int floor, int x, int y) {}

    private final FieldChecks fields = new FieldChecks();
    private final Set<String> gates = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> labels = new HashSet<>();
    private final Set<Spot> spots = new HashSet<>();
    private int floors;
    private int seatWidth;
    private long places;

    private VenueCheck() {}

    static VenuePlan of(VenueForm form) {
        var check = new VenueCheck();
        return check.fields.whole(() -> check.plan(form));
    }

    private VenuePlan plan(VenueForm form) {
        String name = fields.text("name", form.name(), NAME_MAX);
        seatWidth =
                fields.number("seatWidth", Objects.requireNonNullElse(form.seatWidth(), SEAT_WIDTH_DEFAULT), 5, 500);
        floors = form.floors() == null ? 1 : Math.max(1, form.floors().size());
        List<String> floorNames = floors(form.floors());
        List<Gate> gateList = fields.each("gates", form.gates(), 200, this::gate);
        Stage stage = form.stage() == null
                ? null
                : new Stage(
                        fields.shape("stage.shape", form.stage().shape()),
                        floor("stage", form.stage().floor()));
        requireAny("sections", Objects.requireNonNullElse(form.sections(), form.areas()));
        List<Section> sections = fields.each("sections", form.sections(), 1_000, this::section);
        List<PlannedArea> areas = fields.each("areas", form.areas(), 100, this::area);
        List<Text> texts = fields.each("texts", form.texts(), 500, this::text);
        var plan = new VenuePlan(name, seatWidth, floorNames, stage, gateList, sections, areas, texts);
        if (fields.noted() == 0) {
            notePlacesOfAreas(plan);
        }
        return plan;
    }

    private void requireAny(String path, @Nullable List<?> forms) {
        fields.require(forms != null && !forms.isEmpty(), path, "required");
    }

    private List<String> floors(@Nullable List<String> given) {
        Set<String> known = new HashSet<>();
        return fields.each("floors", given, 20, (path, floor) -> {
            String name = fields.text(path, floor, 40);
            fields.require(known.add(name), path, "duplicate");
            return name;
        });
    }

    private int floor(String path, @Nullable Integer floor) {
        return floor == null ? 0 : fields.number(path + ".floor", floor, 0, floors - 1);
    }

    private Gate gate(String path, GateForm form) {
        String name = fields.text(path + ".gate", form.gate(), 40);
        fields.require(gates.add(name), path + ".gate", "duplicate");
        Point at = fields.point(path, form.x(), form.y());
        return new Gate(name, at.x(), at.y(), floor(path, form.floor()));
    }

    private @Nullable String gateOf(String path, @Nullable String gate) {
        if (gate == null) {
            return null;
        }
        String name = fields.text(path + ".gate", gate, 40);
        fields.require(gates.contains(name), path + ".gate", "unknown-id");
        return name;
    }

    private Section section(String path, SectionForm form) {
        String name = fields.text(path + ".section", form.section(), 40);
        fields.require(names.add(name), path + ".section", "duplicate");
        int floor = floor(path, form.floor());
        requireAny(path + ".rows", form.rows());
        int before = fields.noted();
        List<Row> rows = fields.each(path + ".rows", form.rows(), 1_000, (row, given) -> row(row, given, name, floor));
        if (fields.noted() > before) {
            throw Problem.of(ProblemCode.REQUEST_INVALID);
        }
        List<Point> shape = form.shape() == null ? around(rows) : fields.shape(path + ".shape", form.shape());
        noteSeatsOutside(shape, path, rows);
        return new Section(name, floor, shape, label(path, form.label(), shape), gateOf(path, form.gate()), rows);
    }

    private List<Point> around(List<Row> rows) {
        List<Point> seats = rows.stream()
                .flatMap(row -> row.seats().stream())
                .map(VenueCheck::middle)
                .toList();
        return Shapes.around(seats, seatWidth);
    }

    private static Point middle(PlannedSeat seat) {
        return new Point(seat.x(), seat.y());
    }

    /// Many plans draw the edge of a section through the middles of its outer seats, so half a seat may lie outside.
    private void noteSeatsOutside(List<Point> shape, String path, List<Row> rows) {
        var outline = new Outline(shape);
        for (int i = 0; i < rows.size(); i++) {
            List<PlannedSeat> seats = rows.get(i).seats();
            for (int j = 0; j < seats.size(); j++) {
                if (outline.distance(middle(seats.get(j))) > seatWidth / 2.0) {
                    fields.note(path + ".rows[" + i + "].seats[" + j + "].x", "outside-shape");
                }
            }
        }
    }

    private Row row(String path, RowForm form, String section, int floor) {
        String name = fields.optional(path + ".row", form.row());
        requireAny(path + ".seats", form.seats());
        return new Row(name, fields.each(path + ".seats", form.seats(), 2_000, (seatPath, seat) -> {
            PlannedSeat planned = seat(seatPath, seat, section, name);
            fields.require(spots.add(new Spot(floor, planned.x(), planned.y())), seatPath + ".x", "same-spot");
            return planned;
        }));
    }

    private PlannedSeat seat(String path, PlannedSeatForm form, String section, String row) {
        fields.require(++places <= SEATS_MAX, "sections", "too-large");
        String number = fields.text(
                path + ".number", form.number() == null ? form.seat() : form.number(), FieldChecks.NAME_MAX);
        String made = Stream.of(section, row, number)
                .filter(part -> !part.isEmpty())
                .reduce((all, part) -> all + "-" + part)
                .orElseThrow();
        String label = fields.text(path + ".seat", form.seat() == null ? made : form.seat(), FieldChecks.NAME_MAX);
        fields.require(labels.add(label), path + ".seat", "duplicate");
        Point at = fields.point(path, form.x(), form.y());
        String level = fields.text(path + ".priceLevel", form.priceLevel(), FieldChecks.NAME_MAX);
        return new PlannedSeat(label, number, at.x(), at.y(), level, attributes(path, form.attributes()));
    }

    private @Nullable List<SeatAttribute> attributes(String path, @Nullable List<SeatAttribute> given) {
        Set<SeatAttribute> known = new HashSet<>();
        List<SeatAttribute> attributes = fields.each(path + ".attributes", given, 4, (at, attribute) -> {
            fields.require(known.add(attribute), at, "duplicate");
            return attribute;
        });
        return attributes.isEmpty() ? null : attributes.stream().sorted().toList();
    }

    private PlannedArea area(String path, PlannedAreaForm form) {
        String name = fields.text(path + ".area", form.area(), 40);
        fields.require(names.add(name), path + ".area", "duplicate");
        List<Point> shape = fields.shape(path + ".shape", form.shape());
        int capacity = fields.number(path + ".capacity", form.capacity(), 1, 50_000);
        places += capacity;
        fields.require(places <= PLACES_MAX, "areas", "too-large");
        return new PlannedArea(
                name,
                floor(path, form.floor()),
                shape,
                label(path, form.label(), shape),
                gateOf(path, form.gate()),
                capacity,
                fields.text(path + ".priceLevel", form.priceLevel(), 40),
                Boolean.TRUE.equals(form.entryNumbers()));
    }

    private Point label(String path, @Nullable List<Integer> given, List<Point> shape) {
        return given == null ? new Outline(shape).label() : fields.point(path + ".label", given);
    }

    private Text text(String path, TextForm form) {
        Point at = fields.point(path, form.x(), form.y());
        return new Text(
                fields.text(path + ".text", form.text(), 200),
                at.x(),
                at.y(),
                fields.number(path + ".size", form.size(), 1, 10_000),
                fields.number(path + ".rotation", Objects.requireNonNullElse(form.rotation(), 0), -360, 360),
                floor(path, form.floor()));
    }

    /// A seat must not be taken for a place of an area.
    private void notePlacesOfAreas(VenuePlan plan) {
        Set<String> areas = plan.areas().stream().map(PlannedArea::area).collect(Collectors.toSet());
        for (int i = 0; i < plan.sections().size(); i++) {
            List<Row> rows = plan.sections().get(i).rows();
            for (int j = 0; j < rows.size(); j++) {
                List<PlannedSeat> seats = rows.get(j).seats();
                for (int k = 0; k < seats.size(); k++) {
                    String label = seats.get(k).seat();
                    int sign = label.lastIndexOf('#');
                    if (sign >= 0 && areas.contains(label.substring(0, sign))) {
                        fields.note("sections[" + i + "].rows[" + j + "].seats[" + k + "].seat", "place-of-area");
                    }
                }
            }
        }
    }
}
