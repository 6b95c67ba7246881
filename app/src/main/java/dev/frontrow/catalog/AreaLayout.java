package dev.frontrow.catalog;

import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Point;
import java.util.ArrayList;
import java.util.List;

/// Rectangles for the areas of a house without a plan: before the seats, those of one price side by side, each as wide
/// as its share of the people.
final class AreaLayout {

    private static final int LEFT_TO_EDGE = 1;
    private static final int WIDTH_MIN = 12;
    private static final int DEPTH_MIN = 6;

    /// What a person who stands takes, as a share of the square of a seat.
    private static final double CROWDED = 0.6;

    private final List<AreaShape> shapes = new ArrayList<>();
    private final int widest;
    private final int aisle;
    private int depth;

    /// @param widest tier of the seats
    /// @param aisle  between two rectangles
    AreaLayout(List<Area> areas, int widest, int aisle) {
        this.widest = widest;
        this.aisle = aisle;
        int from = 0;
        while (from < areas.size()) {
            String level = areas.get(from).priceLevel();
            int to = from;
            while (to < areas.size() && areas.get(to).priceLevel().equals(level)) {
                to++;
            }
            lay(areas.subList(from, to));
            from = to;
        }
    }

    List<AreaShape> shapes() {
        return shapes;
    }

    /// What all of them take from the stage on, with the aisle behind them.
    int depth() {
        return depth;
    }

    static List<Point> rectangle(int left, int top, int right, int bottom) {
        return List.of(new Point(left, top), new Point(right, top), new Point(right, bottom), new Point(left, bottom));
    }

    private void lay(List<Area> tier) {
        int people = tier.stream().mapToInt(Area::capacity).sum();
        double space = people * CROWDED * HousePlan.PITCH * HousePlan.PITCH;
        int least = tier.size() * WIDTH_MIN;
        int breadth = Math.max(least, widest == 0 ? (int) Math.sqrt(2 * space) : widest);
        int deep = Math.max(DEPTH_MIN, (int) (space / breadth));
        int left = -(breadth + (tier.size() - 1) * aisle) / 2;
        int top = depth + LEFT_TO_EDGE;
        for (Area area : tier) {
            int width = WIDTH_MIN + (int) ((long) (breadth - least) * area.capacity() / people);
            shapes.add(new AreaShape(
                    area.area(),
                    0,
                    rectangle(left, top, left + width, top + deep),
                    new Point(left + width / 2, top + deep / 2),
                    null));
            left += width + aisle;
        }
        depth += deep + aisle;
    }
}
