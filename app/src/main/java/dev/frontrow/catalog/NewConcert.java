package dev.frontrow.catalog;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/// A concert to be made: valid in itself, not yet stored.
public record NewConcert(
        String title,
        String venue,
        Currency currency,
        ZoneId timeZone,
        OnSale onSale,
        List<PriceLevel> priceLevels,
        List<NewPerformance> performances) {

    public record NewPerformance(Instant startsAt, List<Seat> seats) {}
}
