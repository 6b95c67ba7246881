package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import java.util.List;
import java.util.OptionalInt;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.distance.DistanceOp;
import org.locationtech.jts.operation.valid.IsValidOp;

/// The surface within a shape that is given by its corners in turn.
final class Outline {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /// A name may have so much less room around it than where it has most, to be nearer to the middle.
    private static final double ROOM_KEPT = 0.8;

    private final Coordinate[] ring;
    private final Polygon surface;

    Outline(List<Point> corners) {
        ring = new Coordinate[corners.size() + 1];
        for (int i = 0; i < ring.length; i++) {
            Point corner = corners.get(i % corners.size());
            ring[i] = new Coordinate(corner.x(), corner.y());
        }
        surface = GEOMETRY.createPolygon(ring);
    }

    /// Whether all corners are on one line.
    boolean isFlat() {
        return surface.convexHull().getArea() == 0;
    }

    /// The corner at which an edge begins that crosses or touches one that is not next to it.
    OptionalInt crossing() {
        var fault = new IsValidOp(surface).getValidationError();
        if (fault == null) {
            return OptionalInt.empty();
        }
        int nearest = 0;
        for (int i = 1; i < ring.length - 1; i++) {
            if (fromEdge(i, fault.getCoordinate()) < fromEdge(nearest, fault.getCoordinate())) {
                nearest = i;
            }
        }
        return OptionalInt.of(nearest);
    }

    private double fromEdge(int corner, Coordinate point) {
        return Distance.pointToSegment(point, ring[corner], ring[corner + 1]);
    }

    /// How far away the point is; 0 inside.
    double distance(Point point) {
        return surface.distance(GEOMETRY.createPoint(coordinate(point)));
    }

    /// The middle of the surface. A shape with dents may not contain it.
    Point middle() {
        return point(surface.getCentroid().getCoordinate());
    }

    /// Where a name stands: as near to the middle as it has nearly as much room around it as anywhere.
    Point label() {
        double exact = Math.max(0.1, Math.sqrt(surface.getArea()) / 100);
        var roomiest = new MaximumInscribedCircle(surface, exact);
        Geometry roomy = surface.buffer(-ROOM_KEPT * roomiest.getRadiusLine().getLength());
        return point(
                roomy.isEmpty()
                        ? roomiest.getCenter().getCoordinate()
                        : DistanceOp.nearestPoints(roomy, surface.getCentroid())[0]);
    }

    private static Coordinate coordinate(Point point) {
        return new Coordinate(point.x(), point.y());
    }

    private static Point point(Coordinate at) {
        return new Point((int) Math.round(at.x), (int) Math.round(at.y));
    }
}
