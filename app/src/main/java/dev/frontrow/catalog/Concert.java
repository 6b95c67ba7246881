package dev.frontrow.catalog;

import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.about.ConcertText;
import dev.frontrow.catalog.about.Edition;
import dev.frontrow.catalog.about.Particulars;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A concert as it is stored. An edit makes another one, of which every node hears within a second.
///
/// @param title        in the language of its operator; [#titleIn] is for readers
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
        List<Performance> performances,
        Particulars particulars,
        Edition edition) {

    public long priceFromMinor() {
        return priceLevels.stream().mapToLong(PriceLevel::amountMinor).min().orElseThrow();
    }

    public long priceToMinor() {
        return priceLevels.stream().mapToLong(PriceLevel::amountMinor).max().orElseThrow();
    }

    public String titleIn(Locale language) {
        return Objects.requireNonNullElse(particulars.text(language).title(), title);
    }

    public @Nullable String artistsIn(Locale language) {
        return particulars.shown(language, ConcertText::artists);
    }

    public @Nullable String descriptionIn(Locale language) {
        return particulars.shown(language, ConcertText::description);
    }

    public @Nullable String noticesIn(Locale language) {
        return particulars.shown(language, ConcertText::notices);
    }

    public @Nullable String termsIn(Locale language) {
        return particulars.shown(language, ConcertText::terms);
    }

    /// Whether there is anything to tell in one line: artists, address, age limit or running time.
    public boolean hasFacts(Locale language) {
        return artistsIn(language) != null
                || particulars.address() != null
                || particulars.ageLimit() != null
                || particulars.runningMinutes() != null;
    }

    /// Whether fans may see it.
    public boolean isPublic() {
        return edition.publishedAt() != null;
    }

    public boolean isCancelled() {
        return edition.state() == ConcertState.CANCELLED;
    }

    /// The phase by the clock, before any word of the operator for its waiting room.
    public Phase phaseAt(Instant now) {
        return isCancelled() ? Phase.CLOSED : onSale.phaseAt(now);
    }

    /// Whether the performance may still be sold at this instant, as far as the clock says: it has not begun and the
    /// sale has not ended.
    public boolean sells(Performance performance, Instant now) {
        return !performance.cancelled() && now.isBefore(performance.startsAt()) && phaseAt(now) != Phase.CLOSED;
    }

    /// What those must know who have, since then, had something of this performance.
    public List<ConcertChange> changesSince(Instant since, long performanceId) {
        return edition.changes().stream()
                .filter(change -> change.changedAt().isAfter(since) && change.concerns(performanceId))
                .toList();
    }
}
