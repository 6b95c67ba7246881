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

    /// Twice the area; negative if the corners are given the other way round.
    static long twiceArea(List<Point> shape) {
        long sum = 0;
        for (int i = 0; i < shape.size(); i++) {
            Point from = shape.get(i);
            Point to = shape.get((i + 1) % shape.size());
            sum += (long) from.x() * to.y() - (long) to.x() * from.y();
        }
        return sum;
    }

    /// The middle of the surface. A shape with dents may not contain it.
    static Point middle(List<Point> shape) {
        long area = twiceArea(shape);
        Point origin = shape.getFirst();
        double x = 0;
        double y = 0;
        for (int i = 0; i < shape.size(); i++) {
            Point from = shape.get(i);
            Point to = shape.get((i + 1) % shape.size());
            long part = turn(origin, from, to);
            x += (double) part * (origin.x() + from.x() + to.x());
            y += (double) part * (origin.y() + from.y() + to.y());
        }
        return new Point((int) Math.round(x / (3.0 * area)), (int) Math.round(y / (3.0 * area)));
    }

    static boolean contains(List<Point> shape, Point point) {
        boolean inside = false;
        for (int i = 0; i < shape.size(); i++) {
            Point from = shape.get(i);
            Point to = shape.get((i + 1) % shape.size());
            if (from.y() > point.y() != to.y() > point.y()) {
                double crossing =
                        from.x() + (double) (point.y() - from.y()) * (to.x() - from.x()) / (to.y() - from.y());
                inside ^= point.x() < crossing;
            }
        }
        return inside;
    }

    static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }
}
