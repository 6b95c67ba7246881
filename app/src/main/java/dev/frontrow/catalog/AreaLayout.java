package dev.frontrow.catalog;

import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rectangles for the areas of a house without a plan: before the seats, those of one price beside each other, larger
/// ones wider. Each has room for its name, so none is a strip: however many people there are in it, beside it or on the
/// seats, it is at most three times as wide as deep and never twice as deep as wide.
final class AreaLayout {

    private static final int LEFT_TO_EDGE = 1;

    /// What a person who stands takes, as a share of the square of a seat.
    private static final double CROWDED = 0.6;

    /// How much wider than deep a line of areas is: at least so much, and at most.
    private static final double WIDER_MIN = 1.5;

    private static final double WIDER_MAX = 3;

    /// How narrow an area may be beside others, as a share of its depth.
    private static final double NARROW = 0.5;

    /// The smallest area is about so many times smaller than the house, each way.
    private static final int SMALLER_MAX = 24;

    private static final int SIDE_MIN = 6;

    private final List<AreaShape> shapes = new ArrayList<>();
    private final int widest;
    private final int aisle;
    private final double spaceMin;
    private int depth;

    /// @param widest tier of the seats
    /// @param aisle  between two rectangles
    AreaLayout(List<Area> areas, int widest, int aisle) {
        this.widest = widest;
        this.aisle = aisle;
        double crowds = areas.stream().mapToDouble(AreaLayout::crowd).sum();
        double side = Math.max(SIDE_MIN, Math.max(widest, Math.sqrt(2 * crowds)) / SMALLER_MAX);
        spaceMin = 2 * side * side;
        int from = 0;
        while (from < areas.size()) {
            String level = areas.get(from).priceLevel();
            int to = from;
            while (to < areas.size() && areas.get(to).priceLevel().equals(level)) {
                to++;
            }
            layTier(areas.subList(from, to));
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

    /// In as many lines as leave areas of one size about as wide as deep.
    private void layTier(List<Area> tier) {
        int lines = (int) Math.max(1, Math.round(Math.sqrt(tier.size() / WIDER_MIN)));
        int inLine = Math.ceilDiv(tier.size(), lines);
        for (int from = 0; from < tier.size(); from += inLine) {
            layLine(tier.subList(from, Math.min(tier.size(), from + inLine)));
        }
    }

    /// As wide as the seats if its areas keep their shape then.
    private void layLine(List<Area> line) {
        double space = line.stream().mapToDouble(this::space).sum();
        double breadth = Math.clamp(widest, Math.sqrt(WIDER_MIN * space), Math.sqrt(WIDER_MAX * space));
        int deep = (int) Math.round(space / breadth);
        int[] widths = line.stream()
                .mapToInt(area -> (int) Math.round(Math.max(space(area) / deep, NARROW * deep)))
                .toArray();
        int left = -(IntStream.of(widths).sum() + (line.size() - 1) * aisle) / 2;
        int top = depth + LEFT_TO_EDGE;
        for (int i = 0; i < widths.length; i++) {
            shapes.add(new AreaShape(
                    line.get(i).area(),
                    0,
                    rectangle(left, top, left + widths[i], top + deep),
                    new Point(left + widths[i] / 2, top + deep / 2),
                    null));
            left += widths[i] + aisle;
        }
        depth += deep + aisle;
    }

    private double space(Area area) {
        return Math.max(crowd(area), spaceMin);
    }

    private static double crowd(Area area) {
        return area.capacity() * CROWDED * HousePlan.PITCH * HousePlan.PITCH;
    }
}
