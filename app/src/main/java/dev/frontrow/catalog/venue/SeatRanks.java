package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatPlan.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How good the seats of a plan are: the nearer to the stage and to the line from it through the middle of the house,
/// the better. A floor further up, and a restricted view, count as so many metres further away.
final class SeatRanks {

    private static final int CENTIMETRES_OF_FLOOR = 800;
    private static final int CENTIMETRES_OF_PILLAR = 2_500;

    /// Within so many widths of a seat, seats are equally good.
    private static final int WIDTHS_OF_RANK = 2;

    private record Spot(Point point, int floor, boolean restricted) {}

    private final int seatWidth;
    private final Point stage;
    private final List<Spot> spots = new ArrayList<>();

    SeatRanks(VenuePlan plan) {
        seatWidth = plan.seatWidth();
        stage = plan.stage() == null
                ? topMiddle(plan)
                : new Outline(plan.stage().shape()).middle();
    }

    private static Point topMiddle(VenuePlan plan) {
        var x = plan.seats().mapToInt(VenuePlan.PlannedSeat::x).summaryStatistics();
        var y = plan.seats().mapToInt(VenuePlan.PlannedSeat::y).summaryStatistics();
        return x.getCount() == 0 ? new Point(0, 0) : new Point((x.getMin() + x.getMax()) / 2, y.getMin());
    }

    /// The next seat of the plan.
    void add(Point point, int floor, Set<SeatAttribute> attributes) {
        spots.add(new Spot(point, floor, attributes.contains(SeatAttribute.RESTRICTED_VIEW)));
    }

    int[] ranks() {
        int[] aside = aside();
        int[] ranks = new int[spots.size()];
        for (int i = 0; i < ranks.length; i++) {
            Spot spot = spots.get(i);
            double away = Shapes.distance(stage, spot.point())
                    + Math.abs(aside[i]) / 2.0
                    + spot.floor() * CENTIMETRES_OF_FLOOR
                    + (spot.restricted() ? CENTIMETRES_OF_PILLAR : 0);
            ranks[i] = (int) (away / (WIDTHS_OF_RANK * seatWidth));
        }
        return ranks;
    }

    /// How far each seat is from the line between the stage and the middle of all seats. With seats all around
    /// the stage there is no such line.
    int[] aside() {
        double x = spots.stream()
                .mapToInt(spot -> spot.point().x() - stage.x())
                .average()
                .orElse(0);
        double y = spots.stream()
                .mapToInt(spot -> spot.point().y() - stage.y())
                .average()
                .orElse(0);
        double length = Math.hypot(x, y);
        if (length < seatWidth) {
            return new int[spots.size()];
        }
        return spots.stream()
                .mapToInt(spot -> (int) Math.round(
                        (y * (spot.point().x() - stage.x()) - x * (spot.point().y() - stage.y())) / length))
                .toArray();
    }
}
