package dev.frontrow.catalog;

import dev.frontrow.catalog.about.Particulars;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A concert to be made: valid in itself, not yet stored.
///
/// @param draft      whether only operators see it, until they publish it
/// @param drawBeacon the public source of randomness, fixed in advance, that is mixed into the draw of the waiting room
public record NewConcert(
        String title,
        String venue,
        Currency currency,
        ZoneId timeZone,
        OnSale onSale,
        List<PriceLevel> priceLevels,
        List<NewPerformance> performances,
        Particulars particulars,
        boolean draft,
        @Nullable String drawBeacon) {

    /// @param seats        without the places of areas
    /// @param venueVersion of the venue's plan that has these seats and areas; null where there is none
    public record NewPerformance(
            Instant startsAt,
            List<Seat> seats,
            List<Area> areas,
            @Nullable Long venueVersion) {

        public NewPerformance(Instant startsAt, List<Seat> seats) {
            this(startsAt, seats, List.of(), null);
        }
    }
}
