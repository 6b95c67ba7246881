package dev.frontrow.catalog.drawing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Gate;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.SeatPlan.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plan of a performance as clients draw it.
///
/// @param seatWidth how wide a seat is in the plan's unit
/// @param stage     null: along the top edge
/// @param runs      seats in the order of the list of seats: `[count, x, y, dx, dy]`, or `[1, x, y]`
record SeatPlanDocument(
        long performanceId,
        boolean schematic,
        int seatWidth,
        Bounds bounds,
        List<String> floors,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Stage stage,

        List<SectionShape> sections,
        List<AreaOnSale> areas,
        List<Gate> gates,
        List<Text> texts,
        List<List<Integer>> runs) {

    record Bounds(int left, int top, int right, int bottom) {}

    record AreaOnSale(
            String area,
            int floor,
            List<Point> shape,
            Point label,
            int capacity,
            String priceLevel,
            @Nullable String gate) {

        static AreaOnSale of(AreaShape shape, Area area) {
            return new AreaOnSale(
                    area.area(),
                    shape.floor(),
                    shape.shape(),
                    shape.label(),
                    area.capacity(),
                    area.priceLevel(),
                    shape.gate());
        }
    }

    static SeatPlanDocument of(long performanceId, SeatMap seats) {
        SeatPlan plan = seats.plan();
        Drawing drawing = plan.drawing();
        Map<String, Area> areas = seats.areas().stream().collect(Collectors.toMap(Area::area, Function.identity()));
        return new SeatPlanDocument(
                performanceId,
                plan.isSchematic(),
                plan.seatWidth(),
                bounds(plan, seats.named().size()),
                drawing.floors(),
                drawing.stage(),
                drawing.sections(),
                drawing.areas().stream()
                        .map(shape -> AreaOnSale.of(shape, Objects.requireNonNull(areas.get(shape.area()))))
                        .toList(),
                drawing.gates(),
                drawing.texts(),
                runs(plan, seats.named().size()));
    }

    private static Bounds bounds(SeatPlan plan, int seats) {
        Drawing drawing = plan.drawing();
        List<Point> points = new ArrayList<>();
        if (drawing.stage() != null) {
            points.addAll(drawing.stage().shape());
        }
        drawing.sections().forEach(section -> points.addAll(section.shape()));
        drawing.areas().forEach(area -> points.addAll(area.shape()));
        drawing.gates().forEach(gate -> points.add(new Point(gate.x(), gate.y())));
        drawing.texts().forEach(text -> points.add(new Point(text.x(), text.y())));
        int half = plan.seatWidth() / 2;
        IntStream.range(0, seats)
                .boxed()
                .flatMap(seat -> Stream.of(
                        new Point(plan.x(seat) - half, plan.y(seat) - half),
                        new Point(plan.x(seat) + half, plan.y(seat) + half)))
                .forEach(points::add);
        var x = points.stream().mapToInt(Point::x).summaryStatistics();
        var y = points.stream().mapToInt(Point::y).summaryStatistics();
        return new Bounds(x.getMin(), plan.isSchematic() ? 0 : y.getMin(), x.getMax(), y.getMax());
    }

    private static List<List<Integer>> runs(SeatPlan plan, int seats) {
        List<List<Integer>> runs = new ArrayList<>();
        int first = 0;
        while (first < seats) {
            int end = endOfRun(plan, first, seats);
            runs.add(
                    end == first + 1
                            ? List.of(1, plan.x(first), plan.y(first))
                            : List.of(
                                    end - first,
                                    plan.x(first),
                                    plan.y(first),
                                    plan.x(first + 1) - plan.x(first),
                                    plan.y(first + 1) - plan.y(first)));
            first = end;
        }
        return runs;
    }

    /// A pair of seats in a curve is no run: the second may begin a longer one.
    private static int endOfRun(SeatPlan plan, int first, int seats) {
        if (first + 1 == seats) {
            return seats;
        }
        int dx = plan.x(first + 1) - plan.x(first);
        int dy = plan.y(first + 1) - plan.y(first);
        int end = first + 1;
        while (end < seats && plan.x(end) - plan.x(end - 1) == dx && plan.y(end) - plan.y(end - 1) == dy) {
            end++;
        }
        return end;
    }
}
