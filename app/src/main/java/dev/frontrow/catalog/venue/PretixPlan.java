package dev.frontrow.catalog.venue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A seating plan in pretix' published format: all that its schema names, so that a plan goes out as it came. Fields
/// of older versions of the schema are among them. Its unit is a pixel, which we take for a centimetre.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record PretixPlan(
        @Nullable String name,
        @Nullable Size size,
        @Nullable List<Category> categories,
        @Nullable List<Zone> zones) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Size(@Nullable Integer width, @Nullable Integer height) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Category(@Nullable String name, @Nullable String color) {}

    /// @param position from which all of its parts count
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Zone(
            @Nullable String name,
            @Nullable String zoneId,
            @Nullable String uuid,
            @Nullable Boolean displayed,
            @Nullable Position position,
            @Nullable List<PretixRow> rows,
            @Nullable List<PretixArea> areas) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record PretixRow(
            @Nullable String rowNumber,
            @Nullable String rowLabel,
            @Nullable String seatLabel,
            @Nullable String uuid,
            @Nullable String rowNumberPosition,
            @Nullable Integer numberOfSeats,
            @Nullable Integer seatsSpacing,
            @Nullable Position position,
            @Nullable List<PretixSeat> seats) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record PretixSeat(
            @Nullable String seatGuid,
            @Nullable String seatNumber,
            @Nullable String uuid,
            @Nullable String startDirection,
            @Nullable Integer radius,
            @Nullable Position position,
            @Nullable String category) {}

    /// A drawing with a text: a stage, a bar. It has no capacity.
    ///
    /// @param text   an object with a position of its own; in older plans the bare text
    /// @param width  of a rectangle in older plans, and so is `height`
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record PretixArea(
            @Nullable String color,
            @Nullable String borderColor,
            @Nullable BigDecimal rotation,
            @Nullable Position position,
            @Nullable String uuid,
            @Nullable String shape,
            @Nullable Polygon polygon,
            @Nullable Size rectangle,
            @Nullable Ellipse ellipse,
            @Nullable Circle circle,
            @Nullable JsonNode text,
            @Nullable Integer width,
            @Nullable Integer height) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Polygon(@Nullable List<Position> points) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ellipse(@Nullable Position radius) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Circle(@Nullable Integer radius) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Position(@Nullable BigDecimal x, @Nullable BigDecimal y) {

        static Position of(int x, int y) {
            return new Position(BigDecimal.valueOf(x), BigDecimal.valueOf(y));
        }
    }
}
