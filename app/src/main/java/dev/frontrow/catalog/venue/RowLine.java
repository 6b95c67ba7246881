package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import java.util.Comparator;
import java.util.List;

/// The order in which the seats of a row stand, by their positions: numbers may run in any other.
final class RowLine {

    private RowLine() {}

    /// The given order, or the order along the line between the two ends: whichever walk from seat to seat is shorter.
    /// So a ring stays whole, and a row of odd and even numbers is put in order.
    static List<Integer> leftToRight(List<Integer> places, List<Point> points) {
        Point origin = points.get(places.getFirst());
        Point end = farthest(origin, places, points);
        Point begin = farthest(end, places, points);
        List<Integer> along = places.stream()
                .sorted(Comparator.comparingLong(place -> along(begin, end, points.get(place))))
                .toList();
        List<Integer> shorter = walk(along, points) < walk(places, points) ? along : places;
        Point first = points.get(shorter.getFirst());
        Point last = points.get(shorter.getLast());
        boolean reversed = first.x() != last.x() ? first.x() > last.x() : first.y() > last.y();
        return List.copyOf(reversed ? shorter.reversed() : shorter);
    }

    private static Point farthest(Point from, List<Integer> places, List<Point> points) {
        return places.stream()
                .map(points::get)
                .max(Comparator.comparingDouble(point -> Shapes.distance(from, point)))
                .orElse(from);
    }

    private static long along(Point begin, Point end, Point point) {
        return (long) (end.x() - begin.x()) * (point.x() - begin.x())
                + (long) (end.y() - begin.y()) * (point.y() - begin.y());
    }

    private static double walk(List<Integer> places, List<Point> points) {
        double length = 0;
        for (int i = 1; i < places.size(); i++) {
            length += Shapes.distance(points.get(places.get(i - 1)), points.get(places.get(i)));
        }
        return length;
    }
}
