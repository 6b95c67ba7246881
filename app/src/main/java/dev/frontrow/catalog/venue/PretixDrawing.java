package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.venue.PretixPlan.Position;
import dev.frontrow.catalog.venue.PretixPlan.PretixArea;
import dev.frontrow.catalog.venue.PretixPlan.Zone;
import dev.frontrow.catalog.venue.VenueForm.TextForm;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a plan in pretix' format draws beside its seats: a shape with a text, or only one of them.
final class PretixDrawing {

    private static final int TEXT_SIZE_DEFAULT = 16;
    private static final int TEXT_SIZE_MAX = 10_000;
    private static final int CORNERS_OF_A_CIRCLE = 24;

    private final PretixArea area;
    private final PretixSpot origin;
    private final String text;
    private final double rotation;

    private PretixDrawing(PretixArea area, PretixSpot origin, String text) {
        this.area = area;
        this.origin = origin;
        this.text = text;
        rotation = area.rotation() == null ? 0 : area.rotation().doubleValue() % 360;
    }

    /// Null if it has no text or no place.
    static @Nullable PretixDrawing of(PretixArea area, Zone zone) {
        PretixSpot origin = PretixSpot.sum(zone.position(), area.position());
        String text = textOf(area.text());
        return origin == null || text.isBlank() ? null : new PretixDrawing(area, origin, text.strip());
    }

    private static String textOf(@Nullable JsonNode text) {
        return text == null
                ? ""
                : text.isString() ? text.stringValue() : text.path("text").asString("");
    }

    String text() {
        return text;
    }

    /// Null where it is a text alone.
    @Nullable
    List<List<Integer>> corners() {
        List<PretixSpot> corners = unturned();
        if (corners.isEmpty()) {
            return null;
        }
        PretixSpot pivot = pivot();
        return corners.stream()
                .map(corner -> corner.turned(rotation, pivot).point())
                .map(corner -> List.of(corner.x(), corner.y()))
                .toList();
    }

    private List<PretixSpot> unturned() {
        if (area.polygon() != null) {
            return Objects.requireNonNullElse(area.polygon().points(), List.<Position>of()).stream()
                    .map(point -> PretixSpot.sum(point))
                    .filter(Objects::nonNull)
                    .map(point -> origin.plus(point.x(), point.y()))
                    .toList();
        }
        if (area.ellipse() != null) {
            PretixSpot radius = PretixSpot.sum(area.ellipse().radius());
            return radius == null ? List.of() : around(radius.x(), radius.y());
        }
        if (area.circle() != null) {
            int radius = Objects.requireNonNullElse(area.circle().radius(), 0);
            return around(radius, radius);
        }
        return width() < 1 || height() < 1
                ? List.of()
                : List.of(origin, origin.plus(width(), 0), origin.plus(width(), height()), origin.plus(0, height()));
    }

    private List<PretixSpot> around(double x, double y) {
        return IntStream.range(0, CORNERS_OF_A_CIRCLE)
                .mapToDouble(i -> i * Math.TAU / CORNERS_OF_A_CIRCLE)
                .mapToObj(angle -> origin.plus(x * Math.cos(angle), y * Math.sin(angle)))
                .toList();
    }

    private int width() {
        Integer width =
                area.rectangle() == null ? area.width() : area.rectangle().width();
        return Objects.requireNonNullElse(width, 0);
    }

    private int height() {
        Integer height =
                area.rectangle() == null ? area.height() : area.rectangle().height();
        return Objects.requireNonNullElse(height, 0);
    }

    /// Older plans turn a rectangle around its middle.
    private PretixSpot pivot() {
        return isOld() ? origin.plus(width() / 2.0, height() / 2.0) : origin;
    }

    private boolean isOld() {
        return area.text() != null && area.text().isString();
    }

    TextForm textForm() {
        Point at = textSpot().point();
        return new TextForm(text, at.x(), at.y(), textSize(), (int) Math.round(rotation), null);
    }

    private PretixSpot textSpot() {
        if (isOld() || area.text() == null) {
            return pivot();
        }
        JsonNode at = area.text().path("position");
        return origin.plus(at.path("x").asDouble(0), at.path("y").asDouble(0)).turned(rotation, origin);
    }

    private int textSize() {
        if (isOld()) {
            int wanted = (int) Math.min(TEXT_SIZE_MAX, 5L * width() / (3L * text.length()));
            return Math.clamp(wanted, 1, Math.clamp(height(), 1, TEXT_SIZE_MAX));
        }
        int size = area.text() == null
                ? TEXT_SIZE_DEFAULT
                : area.text().path("size").asInt(TEXT_SIZE_DEFAULT);
        return Math.clamp(size, 1, TEXT_SIZE_MAX);
    }
}
