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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a plan as it arrived into one that holds, or names its first fault. Used once.
final class VenueCheck {

    private static final int SEATS_MAX = 20_000;
    private static final int PLACES_MAX = 100_000;
    private static final int SEAT_WIDTH_DEFAULT = 50;

    private record Spot(int floor, int x, int y) {}

    private final FieldChecks fields;
    private final Set<String> gates = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> labels = new HashSet<>();
    private final Set<Spot> spots = new HashSet<>();
    private int floors;
    private int seatWidth;
    private long places;

    VenueCheck(FieldChecks fields) {
        this.fields = fields;
    }

    /// Of a plan in our own format.
    static VenuePlan of(VenueForm form) {
        return new VenueCheck(new FieldChecks(UnaryOperator.identity())).plan(form);
    }

    VenuePlan plan(VenueForm form) {
        String name = fields.text("name", form.name(), 200);
        seatWidth =
                fields.number("seatWidth", Objects.requireNonNullElse(form.seatWidth(), SEAT_WIDTH_DEFAULT), 5, 500);
        List<String> floorNames = floors(form.floors());
        floors = Math.max(1, floorNames.size());
        List<Gate> gateList = fields.each("gates", form.gates(), 200, this::gate);
        Stage stage = form.stage() == null
                ? null
                : new Stage(
                        fields.shape("stage.shape", form.stage().shape()),
                        floor("stage", form.stage().floor()));
        List<Section> sections = fields.each("sections", form.sections(), 1_000, this::section);
        List<PlannedArea> areas = fields.each("areas", form.areas(), 100, this::area);
        if (sections.isEmpty() && areas.isEmpty()) {
            throw fields.fault("sections", "required");
        }
        var plan = new VenuePlan(
                name,
                seatWidth,
                floorNames,
                stage,
                gateList,
                sections,
                areas,
                fields.each("texts", form.texts(), 500, this::text));
        refusePlacesOfAreas(plan);
        return plan;
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
        List<Row> rows = fields.each(path + ".rows", form.rows(), 1_000, (row, given) -> row(row, given, name, floor));
        fields.require(!rows.isEmpty(), path + ".rows", "required");
        List<Point> seats = rows.stream()
                .flatMap(row -> row.seats().stream())
                .map(seat -> new Point(seat.x(), seat.y()))
                .toList();
        List<Point> shape =
                form.shape() == null ? Shapes.around(seats, seatWidth) : fields.shape(path + ".shape", form.shape());
        return new Section(
                name, floor, shape, label(path, form.label(), shape, seats), gateOf(path, form.gate()), rows);
    }

    private Row row(String path, RowForm form, String section, int floor) {
        String name = fields.optional(path + ".row", form.row());
        var row = new Row(name, fields.each(path + ".seats", form.seats(), 2_000, (seatPath, seat) -> {
            PlannedSeat planned = seat(seatPath, seat, section, name);
            fields.require(spots.add(new Spot(floor, planned.x(), planned.y())), seatPath + ".x", "same-spot");
            return planned;
        }));
        fields.require(!row.seats().isEmpty(), path + ".seats", "required");
        return row;
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
                label(path, form.label(), shape, List.of()),
                gateOf(path, form.gate()),
                capacity,
                fields.text(path + ".priceLevel", form.priceLevel(), 40),
                Boolean.TRUE.equals(form.entryNumbers()));
    }

    /// In the middle, or on the seat nearest to it where a dent is.
    private Point label(String path, @Nullable List<Integer> given, List<Point> shape, List<Point> seats) {
        if (given != null) {
            return fields.point(path + ".label", given);
        }
        Point middle = Shapes.middle(shape);
        if (Shapes.contains(shape, middle)) {
            return middle;
        }
        return seats.stream()
                .min((one, other) -> Double.compare(Shapes.distance(one, middle), Shapes.distance(other, middle)))
                .orElse(middle);
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
    private void refusePlacesOfAreas(VenuePlan plan) {
        Map<String, Integer> capacities = new HashMap<>();
        plan.areas().forEach(area -> capacities.put(area.area(), area.capacity()));
        for (String label : labels) {
            int sign = label.lastIndexOf('#');
            Integer capacity = sign < 0 ? null : capacities.get(label.substring(0, sign));
            if (capacity != null) {
                throw fields.fault(pathOf(label, plan), "place-of-area");
            }
        }
    }

    private static String pathOf(String label, VenuePlan plan) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < plan.sections().size(); i++) {
            List<Row> rows = plan.sections().get(i).rows();
            for (int j = 0; j < rows.size(); j++) {
                List<PlannedSeat> seats = rows.get(j).seats();
                for (int k = 0; k < seats.size(); k++) {
                    if (seats.get(k).seat().equals(label)) {
                        paths.add("sections[" + i + "].rows[" + j + "].seats[" + k + "].seat");
                    }
                }
            }
        }
        return paths.getFirst();
    }
}
