package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Text;
import dev.frontrow.catalog.venue.PretixPlan.Category;
import dev.frontrow.catalog.venue.PretixPlan.Position;
import dev.frontrow.catalog.venue.PretixPlan.PretixArea;
import dev.frontrow.catalog.venue.PretixPlan.PretixRow;
import dev.frontrow.catalog.venue.PretixPlan.PretixSeat;
import dev.frontrow.catalog.venue.PretixPlan.Size;
import dev.frontrow.catalog.venue.PretixPlan.Zone;
import dev.frontrow.catalog.venue.VenuePlan.PlannedArea;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes a plan in pretix' format. Each section becomes a zone; stage, areas and texts are drawn in one more zone,
/// since they belong to none. What has negative coordinates is moved into the drawing, with all the rest.
final class PretixExport {

    private static final Position ORIGIN = new Position(0, 0);

    private PretixExport() {}

    static PretixPlan of(VenuePlan plan) {
        List<Point> points = points(plan);
        var x = points.stream().mapToInt(Point::x).summaryStatistics();
        var y = points.stream().mapToInt(Point::y).summaryStatistics();
        var corner = new Position(Math.max(0, -x.getMin()), Math.max(0, -y.getMin()));
        List<Zone> zones = new ArrayList<>();
        plan.sections()
                .forEach(section -> zones.add(new Zone(
                        section.section(),
                        corner,
                        section.rows().stream().map(PretixExport::row).toList(),
                        List.of())));
        zones.add(new Zone("", corner, List.of(), areas(plan)));
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
                .map(Category::new)
                .toList();
    }

    private static PretixRow row(VenuePlan.Row row) {
        return new PretixRow(
                row.row(),
                ORIGIN,
                row.seats().stream()
                        .map(seat -> new PretixSeat(
                                seat.seat(), seat.number(), new Position(seat.x(), seat.y()), seat.priceLevel()))
                        .toList());
    }

    private static List<PretixArea> areas(VenuePlan plan) {
        List<PretixArea> areas = new ArrayList<>();
        if (plan.stage() != null) {
            areas.add(area(PretixImport.STAGE, plan.stage().shape()));
        }
        plan.areas().forEach(area -> areas.add(area(area.area(), area.shape())));
        plan.texts().forEach(text -> areas.add(area(text)));
        return areas;
    }

    private static PretixArea area(String text, List<Point> shape) {
        var x = shape.stream().mapToInt(Point::x).summaryStatistics();
        var y = shape.stream().mapToInt(Point::y).summaryStatistics();
        return new PretixArea(
                new Position(x.getMin(), y.getMin()), x.getMax() - x.getMin(), y.getMax() - y.getMin(), 0.0, text);
    }

    /// As wide as its letters.
    private static PretixArea area(Text text) {
        int width = Math.ceilDiv(3 * text.size() * text.text().length(), 5);
        return new PretixArea(
                new Position(text.x() - width / 2, text.y() - text.size() / 2),
                width,
                text.size(),
                (double) text.rotation(),
                text.text());
    }
}
