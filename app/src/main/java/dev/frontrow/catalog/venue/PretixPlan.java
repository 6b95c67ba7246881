package dev.frontrow.catalog.venue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A seating plan in pretix' published format, as far as ours can carry it. Colours, outlines and whatever else its
/// editor keeps are not read. Its unit is a pixel, which we take for a centimetre.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(SnakeCaseStrategy.class)
record PretixPlan(
        @Nullable String name,
        @Nullable Size size,
        @Nullable List<Category> categories,
        @Nullable List<Zone> zones) {

    record Size(int width, int height) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Category(@Nullable String name) {}

    /// @param position from which all of its parts count
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Zone(
            @Nullable String name,
            @Nullable Position position,
            @Nullable List<PretixRow> rows,
            @Nullable List<PretixArea> areas) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record PretixRow(
            @Nullable String rowNumber,
            @Nullable Position position,
            @Nullable List<PretixSeat> seats) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record PretixSeat(
            @Nullable String seatGuid,
            @Nullable String seatNumber,
            @Nullable Position position,
            @Nullable String category) {}

    /// A rectangle with a text: a stage, a bar. It has no capacity.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PretixArea(
            @Nullable Position position,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double rotation,
            @Nullable String text) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Position(@Nullable Integer x, @Nullable Integer y) {

        /// Both from the origin; missing if a part is missing. Sums far outside any plan are refused later.
        static Position sum(@Nullable Position... parts) {
            long x = 0;
            long y = 0;
            for (Position part : parts) {
                if (part == null || part.x == null || part.y == null) {
                    return new Position(null, null);
                }
                x += part.x;
                y += part.y;
            }
            return new Position(bounded(x), bounded(y));
        }

        private static int bounded(long sum) {
            return Math.clamp(sum, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }
}
