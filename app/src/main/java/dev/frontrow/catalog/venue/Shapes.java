package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Polygons of a plan; each is given by its corners in turn.
final class Shapes {

    private Shapes() {}

    /// The smallest shape without dents around squares with these middles.
    static List<Point> around(List<Point> middles, int width) {
        int half = width / 2 + 1;
        List<Point> corners = middles.stream()
                .flatMap(at -> Stream.of(
                        new Point(at.x() - half, at.y() - half),
                        new Point(at.x() - half, at.y() + half),
                        new Point(at.x() + half, at.y() - half),
                        new Point(at.x() + half, at.y() + half)))
                .distinct()
                .sorted(Comparator.comparingInt(Point::x).thenComparingInt(Point::y))
                .toList();
        List<Point> hull = side(corners);
        hull.removeLast();
        List<Point> other = side(corners.reversed());
        other.removeLast();
        hull.addAll(other);
        return List.copyOf(hull);
    }

    /// The corners that a string touches which is pulled tight along one side of sorted points.
    private static List<Point> side(List<Point> sorted) {
        List<Point> side = new ArrayList<>();
        for (Point point : sorted) {
            while (side.size() > 1 && turn(side.get(side.size() - 2), side.getLast(), point) <= 0) {
                side.removeLast();
            }
            side.add(point);
        }
        return side;
    }

    private static long turn(Point from, Point over, Point to) {
        return (long) (over.x() - from.x()) * (to.y() - from.y()) - (long) (over.y() - from.y()) * (to.x() - from.x());
    }

    static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }
}
