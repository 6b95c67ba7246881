package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.venue.PretixPlan.Position;
import org.jspecify.annotations.Nullable;

/// A point of a pretix plan, counted from the plan's origin.
record PretixSpot(double x, double y) {

    private static final double FAR = 1e9;

    /// The sum of positions of which each counts from the one before; null if a part of one is missing.
    static @Nullable PretixSpot sum(@Nullable Position... parts) {
        double x = 0;
        double y = 0;
        for (Position part : parts) {
            if (part == null || part.x() == null || part.y() == null) {
                return null;
            }
            x += part.x().doubleValue();
            y += part.y().doubleValue();
        }
        return new PretixSpot(x, y);
    }

    /// Clockwise around another one.
    PretixSpot turned(double degrees, PretixSpot around) {
        double angle = Math.toRadians(degrees);
        double dx = x - around.x;
        double dy = y - around.y;
        return new PretixSpot(
                around.x + dx * Math.cos(angle) - dy * Math.sin(angle),
                around.y + dx * Math.sin(angle) + dy * Math.cos(angle));
    }

    PretixSpot plus(double dx, double dy) {
        return new PretixSpot(x + dx, y + dy);
    }

    /// The nearest whole one. What is far outside of any plan is refused later.
    Point point() {
        return new Point(whole(x), whole(y));
    }

    private static int whole(double number) {
        return (int) Math.round(Math.clamp(number, -FAR, FAR));
    }
}
