package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Text;
import dev.frontrow.catalog.venue.PretixPlan.Category;
import dev.frontrow.catalog.venue.PretixPlan.Polygon;
import dev.frontrow.catalog.venue.PretixPlan.Position;
import dev.frontrow.catalog.venue.PretixPlan.PretixArea;
import dev.frontrow.catalog.venue.PretixPlan.PretixRow;
import dev.frontrow.catalog.venue.PretixPlan.PretixSeat;
import dev.frontrow.catalog.venue.PretixPlan.Size;
import dev.frontrow.catalog.venue.PretixPlan.Zone;
import dev.frontrow.catalog.venue.VenuePlan.PlannedArea;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a plan in pretix' format. Each section becomes a zone; stage, areas and texts are drawn in one more zone,
/// since they belong to none. What has negative coordinates is moved into the drawing, with all the rest.
final class PretixExport {

    private static final Position ORIGIN = Position.of(0, 0);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PretixExport() {}

    static PretixPlan of(VenuePlan plan) {
        List<Point> points = points(plan);
        var x = points.stream().mapToInt(Point::x).summaryStatistics();
        var y = points.stream().mapToInt(Point::y).summaryStatistics();
        var corner = Position.of(Math.max(0, -x.getMin()), Math.max(0, -y.getMin()));
        List<Zone> zones = new ArrayList<>();
        plan.sections()
                .forEach(section -> zones.add(new Zone(
                        section.section(),
                        null,
                        null,
                        null,
                        corner,
                        section.rows().stream().map(PretixExport::row).toList(),
                        List.of())));
        zones.add(new Zone("", null, null, null, corner, List.of(), areas(plan)));
        var size = new Size(
                x.getMax() + Math.max(0, -x.getMin()) + plan.seatWidth(),
                y.getMax() + Math.max(0, -y.getMin()) + plan.seatWidth());
        return new PretixPlan(plan.name(), size, categories(plan), zones);
    }

    private static List<Point> points(VenuePlan plan) {
        return Stream.of(
                        plan.seats().map(seat -> new Point(seat.x(), seat.y())),
                        plan.areas().stream().flatMap(area -> area.shape().stream()),
                        plan.stage() == null ? Stream.<Point>of() : plan.stage().shape().stream(),
                        plan.texts().stream().map(text -> new Point(text.x(), text.y())))
                .flatMap(all -> all)
                .toList();
    }

    private static List<Category> categories(VenuePlan plan) {
        return Stream.concat(
                        plan.seats().map(PlannedSeat::priceLevel),
                        plan.areas().stream().map(PlannedArea::priceLevel))
                .distinct()
                .map(level -> new Category(level, null))
                .toList();
    }

    private static PretixRow row(VenuePlan.Row row) {
        return new PretixRow(
                row.row(),
                null,
                null,
                null,
                null,
                null,
                null,
                ORIGIN,
                row.seats().stream().map(PretixExport::seat).toList());
    }

    private static PretixSeat seat(PlannedSeat seat) {
        return new PretixSeat(
                seat.seat(), seat.number(), null, null, null, Position.of(seat.x(), seat.y()), seat.priceLevel());
    }

    private static List<PretixArea> areas(VenuePlan plan) {
        List<PretixArea> areas = new ArrayList<>();
        if (plan.stage() != null) {
            List<Point> shape = plan.stage().shape();
            areas.add(area(PretixImport.STAGE, shape, new Outline(shape).label()));
        }
        plan.areas().forEach(area -> areas.add(area(area.area(), area.shape(), area.label())));
        plan.texts().forEach(text -> areas.add(area(text)));
        return areas;
    }

    private static PretixArea area(String text, List<Point> shape, Point label) {
        Point first = shape.getFirst();
        var points = new Polygon(shape.stream()
                .map(corner -> Position.of(corner.x() - first.x(), corner.y() - first.y()))
                .toList());
        ObjectNode words = words(text, label.x() - first.x(), label.y() - first.y());
        return new PretixArea(
                null,
                null,
                null,
                Position.of(first.x(), first.y()),
                null,
                "polygon",
                points,
                null,
                null,
                null,
                words,
                null,
                null);
    }

    private static PretixArea area(Text text) {
        return new PretixArea(
                null,
                null,
                BigDecimal.valueOf(text.rotation()),
                Position.of(text.x(), text.y()),
                null,
                "text",
                null,
                null,
                null,
                null,
                words(text.text(), 0, 0).put("size", text.size()),
                null,
                null);
    }

    private static ObjectNode words(String text, int x, int y) {
        ObjectNode words = JSON.objectNode().put("text", text);
        words.putObject("position").put("x", x).put("y", y);
        return words;
    }
}
