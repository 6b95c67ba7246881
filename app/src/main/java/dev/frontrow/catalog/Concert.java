package dev.frontrow.catalog;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/// A concert as it was put on sale. It never changes afterwards, so it may be kept in memory for ever.
///
/// @param timeZone     the venue's, which decides what a "date" is
/// @param priceLevels  at least one, dearest or cheapest first as the operator gave them
/// @param performances at least one, in the operator's order
public record Concert(
        long concertId,
        String title,
        String venue,
        Currency currency,
        ZoneId timeZone,
        OnSale onSale,
        List<PriceLevel> priceLevels,
        List<Performance> performances) {

    public long priceFromMinor() {
        return priceLevels.stream().mapToLong(PriceLevel::amountMinor).min().orElseThrow();
    }

    public long priceToMinor() {
        return priceLevels.stream().mapToLong(PriceLevel::amountMinor).max().orElseThrow();
    }

    /// Whether the performance may still be sold at this instant, as far as the clock says: it has not begun and the
    /// sale has not ended.
    public boolean sells(Performance performance, Instant now) {
        return now.isBefore(performance.startsAt()) && onSale.phaseAt(now) != Phase.CLOSED;
    }
}
