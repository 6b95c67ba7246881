package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.SeatAttribute;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operator's request for a new concert, as it arrives. [ConcertPlan] checks it, and knows the limits
/// that need more than one field.
public record ConcertForm(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 200) String venue,
        @Nullable @Size(min = 3, max = 3) String currency,
        @Nullable @Size(max = 60) String timeZone,
        @NotNull Instant opensAt,
        @Nullable Instant preQueueOpensAt,
        @Nullable Instant closesAt,
        @Nullable @Min(1) @Max(1_000_000) Integer capacity,
        @Nullable @Min(1) @Max(1_000_000) Integer admitPerMinute,
        @Nullable @Size(min = 1, max = 300) String drawBeacon,
        @NotEmpty @Size(max = 50) List<PriceLevelForm> priceLevels,
        @NotEmpty @Size(max = 100) List<PerformanceForm> performances,
        @Nullable @Size(max = 300) String address,

        @Nullable @Min(0) @Max(99) @Schema(description = "From which age people are let in; 0: everybody.")
        Integer ageLimit,

        @Nullable @Min(0) @Max(1440) Integer runningMinutes,

        @Nullable
        @Min(0)
        @Max(100)
        @Schema(description = "Seats of a performance for one buyer, if fewer than the house allows.")
        Integer seatsPerBuyerMax,

        @Nullable @Valid ConcertTextsForm texts,

        @Nullable @Schema(description = "Whether only operators see it, until it is published.")
        Boolean draft) {

    /// What the concert's page says in each language. What is missing in one is taken from the other.
    public record ConcertTextsForm(
            @Nullable @Valid ConcertTextForm en,
            @Nullable @Valid ConcertTextForm ko) {}

    /// @param title instead of the concert's
    public record ConcertTextForm(
            @Nullable @Size(max = 200) String title,
            @Nullable @Size(max = 500) String artists,
            @Nullable @Size(max = 5_000) String description,
            @Nullable @Size(max = 2_000) String notices,
            @Nullable @Size(max = 10_000) String terms) {}

    public record PriceLevelForm(
            @NotBlank @Size(max = 40) String name,
            @NotNull @Min(0) @Max(1_000_000_000_000L) Long amountMinor) {}

    public record PerformanceForm(
            @NotNull Instant startsAt,
            @Nullable @Min(1) @Max(20_000) Integer seatCount,
            @Nullable @Size(min = 1, max = 20_000) List<SeatForm> seats,

            @Nullable
            @Size(min = 1, max = 100)
            @Schema(description = "Parts of the house without seats, beside the seats or alone.")
            List<AreaForm> areas,

            @Nullable
            @Min(1)
            @Max(Long.MAX_VALUE)
            @Schema(description = "The version of a venue's plan that has the seats and areas; instead of them.")
            Long venueVersion) {}

    public record AreaForm(
            @NotBlank @Size(max = 40) String area,
            @NotNull @Min(1) @Max(50_000) Integer capacity,
            @NotBlank @Size(max = 40) String priceLevel,

            @Nullable @Schema(description = "Whether its tickets get numbers, in whose order people are let in.")
            Boolean entryNumbers) {}

    public record SeatForm(
            @NotBlank @Size(max = 40) String seat,
            @Nullable @Size(max = 40) String section,
            @Nullable @Size(max = 40) String row,
            @Nullable @Size(max = 40) String number,

            @Nullable
            @Min(1)
            @Max(10_000)
            @Schema(
                    description = "Where the seat stands in its row, counted from the left. Seats side by side have"
                            + " positions that follow each other. Without it the given order counts.")
            Integer position,

            @NotBlank @Size(max = 40) String priceLevel,
            @Nullable @Size(max = 4) List<SeatAttribute> attributes) {

        private static final int TEXT_MAX = 40;
        private static final int POSITION_MAX = 10_000;
        private static final int ATTRIBUTES_MAX = 4;

        /// Whether nothing of the above can be wrong with it: which a validator takes far longer to see.
        boolean isSound() {
            return isText(seat)
                    && isText(priceLevel)
                    && isShort(section)
                    && isShort(row)
                    && isShort(number)
                    && (position == null || (position >= 1 && position <= POSITION_MAX))
                    && (attributes == null || attributes.size() <= ATTRIBUTES_MAX);
        }

        private static boolean isText(@Nullable String text) {
            return text != null && text.length() <= TEXT_MAX && !text.isBlank();
        }

        private static boolean isShort(@Nullable String text) {
            return text == null || text.length() <= TEXT_MAX;
        }
    }
}
