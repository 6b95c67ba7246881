package dev.frontrow.catalog.editing;

import dev.frontrow.money.Currencies;
import dev.frontrow.text.RegionId;
import java.time.ZoneId;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a concert gets where the operator does not say.
///
/// @param timeZone a venue's time zone where the operator names none
/// @param currency a concert's currency where the operator names none
/// @param capacityDefault admitted buyers at once where the operator names no number
/// @param admitPerMinuteDefault admissions a minute where the operator names no number; generous, so that a lone
///     visitor is let in at once
/// @param seatsPerConcertMax seats of a concert, all performances together
@ConfigurationProperties("frontrow.catalog")
record CatalogProperties(
        @DefaultValue("Asia/Seoul") ZoneId timeZone,
        @DefaultValue("KRW") Currency currency,
        @DefaultValue("20000") int capacityDefault,
        @DefaultValue("60000") int admitPerMinuteDefault,
        @DefaultValue("200000") int seatsPerConcertMax) {

    CatalogProperties {
        Currencies.circulating(currency, "frontrow.catalog.currency");
        if (RegionId.of(timeZone.getId()).isEmpty()) {
            throw new IllegalArgumentException(
                    "frontrow.catalog.time-zone must be a region such as Asia/Seoul, or UTC, not " + timeZone);
        }
    }
}
