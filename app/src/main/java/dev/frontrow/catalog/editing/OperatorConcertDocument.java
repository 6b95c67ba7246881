package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.about.ConcertText;
import dev.frontrow.catalog.about.Particulars;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All of a concert that can be edited, and what decides whether it can.
///
/// @param version to be sent with an edit
/// @param phase   of its sale
/// @param texts   by language
record OperatorConcertDocument(
        long concertId,
        int version,
        ConcertState state,
        @Nullable Instant publishedAt,
        Phase phase,
        String title,
        String venue,
        @Nullable String address,
        @Nullable Integer ageLimit,
        @Nullable Integer runningMinutes,
        @Nullable Integer seatsPerBuyerMax,
        @Nullable String poster,
        String currency,
        String timeZone,
        @Nullable Instant preQueueOpensAt,
        Instant opensAt,
        @Nullable Instant closesAt,
        Map<String, ConcertText> texts,
        List<PriceLevel> priceLevels,
        List<Performance> performances,
        List<ConcertChange> changes) {

    static OperatorConcertDocument of(Concert concert, Phase phase) {
        Particulars about = concert.particulars();
        return new OperatorConcertDocument(
                concert.concertId(),
                concert.edition().version(),
                concert.edition().state(),
                concert.edition().publishedAt(),
                phase,
                concert.title(),
                concert.venue(),
                about.address(),
                about.ageLimit(),
                about.runningMinutes(),
                about.seatsPerBuyerMax(),
                about.poster(),
                concert.currency().getCurrencyCode(),
                concert.timeZone().getId(),
                concert.onSale().preQueueOpensAt(),
                concert.onSale().opensAt(),
                concert.onSale().closesAt(),
                Map.of("en", about.text(Locale.ENGLISH), "ko", about.text(Locale.KOREAN)),
                concert.priceLevels(),
                concert.performances(),
                concert.edition().changes());
    }
}
