package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import java.util.List;
import java.util.OptionalInt;

/// How far neighbours of a plan stand apart that does not say how wide a seat is.
final class SeatPitch {

    private static final int WIDTH_MIN = 5;
    private static final int WIDTH_MAX = 200;

    /// Longer rows are refused, so nobody needs to know.
    private static final int ROW_MAX = 2_000;

    private SeatPitch() {}

    /// The median of the ways from each seat to the nearest other one of its row. So neither a pair that stands close
    /// nor an aisle tells how wide all seats are.
    static OptionalInt median(List<List<Point>> rows) {
        double[] ways = rows.stream()
                .filter(row -> row.size() <= ROW_MAX)
                .flatMapToDouble(row -> row.stream().mapToDouble(seat -> nearest(seat, row)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ways.length == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.clamp(ways[(ways.length - 1) / 2], WIDTH_MIN, WIDTH_MAX));
    }

    private static double nearest(Point seat, List<Point> row) {
        return row.stream()
                .filter(other -> !other.equals(seat))
                .mapToDouble(other -> Shapes.distance(seat, other))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
