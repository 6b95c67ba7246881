package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.editing.ConcertForm.ConcertTextsForm;
import dev.frontrow.catalog.editing.ConcertForm.PriceLevelForm;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of a concert. Absent fields stay as they are; a blank text and a 0 remove what is there.
record ConcertEditForm(
        @NotNull @Min(1) @Max(1_000_000_000) @Schema(description = "The version that the caller has read.")
        Integer version,

        @Nullable @Size(min = 1, max = 200) String title,
        @Nullable @Size(min = 1, max = 200) String venue,
        @Nullable @Size(max = 300) String address,
        @Nullable @Min(0) @Max(99) Integer ageLimit,
        @Nullable @Min(0) @Max(1440) Integer runningMinutes,
        @Nullable @Min(0) @Max(100) Integer seatsPerBuyerMax,

        @Nullable @Valid @Schema(description = "Replaces the texts of both languages.")
        ConcertTextsForm texts,

        @Nullable @Valid SaleTimesForm sale,

        @Nullable @Size(min = 1, max = 50) @Schema(description = "Those whose amount changes.")
        List<PriceLevelForm> priceLevels) {

    /// All times of the sale; one that is absent is removed.
    record SaleTimesForm(
            @NotNull Instant opensAt,
            @Nullable Instant preQueueOpensAt,
            @Nullable Instant closesAt) {}
}
