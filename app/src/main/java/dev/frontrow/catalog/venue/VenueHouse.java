package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Positions;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import dev.frontrow.catalog.VenuePlans.House;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import dev.frontrow.catalog.venue.VenuePlan.Row;
import dev.frontrow.catalog.venue.VenuePlan.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// What a performance gets from a plan: seats and areas, in the plan's order, and where they are.
final class VenueHouse {

    private final VenuePlan plan;
    private final List<Seat> seats = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private final List<List<Integer>> rows = new ArrayList<>();
    private final SeatRanks ranks;

    private VenueHouse(VenuePlan plan) {
        this.plan = plan;
        ranks = new SeatRanks(plan);
        for (Section section : plan.sections()) {
            for (Row row : section.rows()) {
                add(section, row);
            }
        }
    }

    static House of(VenuePlan plan) {
        var house = new VenueHouse(plan);
        return new House(house.seats, areas(plan), house.seatPlan());
    }

    private void add(Section section, Row row) {
        int first = seats.size();
        for (PlannedSeat seat : row.seats()) {
            Set<SeatAttribute> attributes = Set.copyOf(Objects.requireNonNullElse(seat.attributes(), List.of()));
            seats.add(new Seat(
                    seat.seat(),
                    section.section(),
                    row.row(),
                    seat.number(),
                    null,
                    seat.priceLevel(),
                    0,
                    null,
                    attributes));
            var point = new Point(seat.x(), seat.y());
            points.add(point);
            ranks.add(point, section.floor(), attributes);
        }
        rows.add(
                RowLine.leftToRight(IntStream.range(first, seats.size()).boxed().toList(), points));
    }

    private static List<Area> areas(VenuePlan plan) {
        return plan.areas().stream()
                .map(area -> new Area(area.area(), area.capacity(), area.priceLevel(), 0, area.entryNumbers()))
                .toList();
    }

    private SeatPlan seatPlan() {
        int[] rank = ranks.ranks();
        List<SeatPlan.Row> ranked = rows.stream()
                .map(row -> new SeatPlan.Row(
                        row, row.stream().mapToInt(place -> rank[place]).min().orElseThrow()))
                .sorted(Comparator.comparingInt(SeatPlan.Row::rank))
                .toList();
        var spots = new Positions(
                points.stream().mapToInt(Point::x).toArray(),
                points.stream().mapToInt(Point::y).toArray(),
                rank,
                ranks.aside());
        return new SeatPlan(false, plan.seatWidth(), drawing(plan), spots, ranked);
    }

    private static Drawing drawing(VenuePlan plan) {
        return new Drawing(
                plan.floors(),
                plan.stage(),
                plan.sections().stream()
                        .map(section -> new SectionShape(
                                section.section(),
                                section.floor(),
                                section.shape(),
                                section.label(),
                                (int) section.seats().count(),
                                section.gate()))
                        .toList(),
                plan.areas().stream()
                        .map(area -> new AreaShape(area.area(), area.floor(), area.shape(), area.label(), area.gate()))
                        .toList(),
                plan.gates(),
                plan.texts());
    }
}
