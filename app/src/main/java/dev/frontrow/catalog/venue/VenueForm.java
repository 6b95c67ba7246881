package dev.frontrow.catalog.venue;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.frontrow.catalog.SeatAttribute;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A venue's plan as it arrives. [VenueCheck] refuses what is wrong with it; the limits here are for readers of the
/// API's description. A point is a list of two numbers.
@Schema(
        description = "A venue's plan in centimetres; docs/venues.md has an example. `floor` counts from 0 in `floors`."
                + " Without a shape a section gets one around its seats.")
record VenueForm(
        @Schema(requiredMode = REQUIRED) @Nullable String name,
        @Min(5) @Max(500) @Nullable Integer seatWidth,
        @Nullable List<String> floors,
        @Nullable StageForm stage,
        @Nullable List<GateForm> gates,
        @Nullable List<SectionForm> sections,
        @Nullable List<PlannedAreaForm> areas,
        @Nullable List<TextForm> texts) {

    private static final int FAR = 100_000;

    record StageForm(
            @Schema(requiredMode = REQUIRED) @Nullable List<List<Integer>> shape,
            @Min(0) @Max(19) @Nullable Integer floor) {}

    record GateForm(
            @Schema(requiredMode = REQUIRED) @Nullable String gate,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer x,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer y,

            @Min(0) @Max(19) @Nullable Integer floor) {}

    record SectionForm(
            @Schema(requiredMode = REQUIRED) @Nullable String section,
            @Min(0) @Max(19) @Nullable Integer floor,
            @Nullable List<List<Integer>> shape,

            @ArraySchema(schema = @Schema(minimum = "-100000", maximum = "100000")) @Nullable
            List<Integer> label,

            @Nullable String gate,
            @Schema(requiredMode = REQUIRED) @Nullable List<RowForm> rows) {}

    record RowForm(
            @Nullable String row,
            @Schema(requiredMode = REQUIRED) @Nullable List<PlannedSeatForm> seats) {}

    record PlannedSeatForm(
            @Nullable String seat,
            @Nullable String number,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer x,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer y,

            @Schema(requiredMode = REQUIRED) @Nullable String priceLevel,
            @Nullable List<SeatAttribute> attributes) {}

    record PlannedAreaForm(
            @Schema(requiredMode = REQUIRED) @Nullable String area,
            @Min(0) @Max(19) @Nullable Integer floor,
            @Schema(requiredMode = REQUIRED) @Nullable List<List<Integer>> shape,

            @ArraySchema(schema = @Schema(minimum = "-100000", maximum = "100000")) @Nullable
            List<Integer> label,

            @Nullable String gate,

            @Schema(requiredMode = REQUIRED) @Min(1) @Max(50_000) @Nullable
            Integer capacity,

            @Schema(requiredMode = REQUIRED) @Nullable String priceLevel,
            @Nullable Boolean entryNumbers) {}

    record TextForm(
            @Schema(requiredMode = REQUIRED) @Nullable String text,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer x,

            @Schema(requiredMode = REQUIRED) @Min(-FAR) @Max(FAR) @Nullable
            Integer y,

            @Schema(requiredMode = REQUIRED) @Min(1) @Max(10_000) @Nullable
            Integer size,

            @Min(-360) @Max(360) @Nullable Integer rotation,
            @Min(0) @Max(19) @Nullable Integer floor) {}
}
