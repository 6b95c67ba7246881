package dev.frontrow.catalog;

import dev.frontrow.catalog.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.ConcertForm.SeatForm;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.PlacesPlan.Places;
import dev.frontrow.money.Currencies;
import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import dev.frontrow.text.PlainText;
import dev.frontrow.text.RegionId;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns the operator's form into a concert that can be made, or names the field that stands in the way.
@Component
class ConcertPlan {

    private static final int NAME_MAX = 200;
    private static final int LABEL_MAX = 40;
    private static final int BEACON_MAX = 300;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final CatalogProperties properties;
    private final PayablePrices prices;
    private final VenuePlans venues;
    private final Validator validator;
    private final InstantSource clock;

    ConcertPlan(
            CatalogProperties properties,
            PayablePrices prices,
            VenuePlans venues,
            Validator validator,
            InstantSource clock) {
        this.properties = properties;
        this.prices = prices;
        this.venues = venues;
        this.validator = validator;
        this.clock = clock;
    }

    NewConcert of(ConcertForm form) {
        requireSound(form);
        Currency currency = currency(form.currency());
        Map<String, PriceLevel> levels = priceLevels(form, currency);
        return new NewConcert(
                PlainText.line("title", form.title(), NAME_MAX),
                PlainText.line("venue", form.venue(), NAME_MAX),
                currency,
                timeZone(form.timeZone()),
                onSale(form),
                List.copyOf(levels.values()),
                performances(form, levels),
                form.drawBeacon() == null ? null : PlainText.line("drawBeacon", form.drawBeacon(), BEACON_MAX));
    }

    private void requireSound(ConcertForm form) {
        var faults = new FormFaults(validator)
                .check(form)
                .checkEach("priceLevels", form.priceLevels())
                .checkEach("performances", form.performances());
        // First those, since there may be no list of seats where a performance is wrong.
        faults.refuseIfAny();
        for (int i = 0; i < form.performances().size(); i++) {
            PerformanceForm performance = form.performances().get(i);
            faults.checkEach("performances[" + i + "].seats", performance.seats(), SeatForm::isSound);
            faults.checkEach("performances[" + i + "].areas", performance.areas());
        }
        faults.refuseIfAny();
    }

    private OnSale onSale(ConcertForm form) {
        inRange("opensAt", form.opensAt());
        inRange("preQueueOpensAt", form.preQueueOpensAt());
        inRange("closesAt", form.closesAt());
        if (form.preQueueOpensAt() != null && !form.preQueueOpensAt().isBefore(form.opensAt())) {
            throw Problem.invalidField("preQueueOpensAt", "before-opens-at");
        }
        if (form.closesAt() != null && !form.closesAt().isAfter(form.opensAt())) {
            throw Problem.invalidField("closesAt", "after-opens-at");
        }
        if (form.closesAt() != null && !form.closesAt().isAfter(clock.instant())) {
            throw Problem.invalidField("closesAt", "in-future");
        }
        return new OnSale(
                form.preQueueOpensAt(),
                form.opensAt(),
                form.closesAt(),
                Objects.requireNonNullElse(form.capacity(), properties.capacityDefault()),
                Objects.requireNonNullElse(form.admitPerMinute(), properties.admitPerMinuteDefault()));
    }

    private List<NewPerformance> performances(ConcertForm form, Map<String, PriceLevel> levels) {
        List<NewPerformance> performances = new ArrayList<>();
        int seatsTotal = 0;
        for (int i = 0; i < form.performances().size(); i++) {
            PerformanceForm performance = form.performances().get(i);
            String path = "performances[" + i + "]";
            beginsAfterTheOpening(path + ".startsAt", performance, form.opensAt());
            Places places = new PlacesPlan(performance, path, levels, venues).places();
            seatsTotal += places.count();
            if (seatsTotal > properties.seatsPerConcertMax()) {
                throw Problem.invalidField("performances", "too-large");
            }
            performances.add(new NewPerformance(
                    performance.startsAt(), places.seats(), places.areas(), performance.venueVersion()));
        }
        return performances;
    }

    private Map<String, PriceLevel> priceLevels(ConcertForm form, Currency currency) {
        long priceMax = prices.priceMaxMinor(currency);
        Map<String, PriceLevel> levels = new LinkedHashMap<>();
        for (int i = 0; i < form.priceLevels().size(); i++) {
            var level = form.priceLevels().get(i);
            String field = "priceLevels[" + i + "].name";
            String name = PlainText.line(field, level.name(), LABEL_MAX);
            if (level.amountMinor() > priceMax) {
                throw Problem.invalidField("priceLevels[" + i + "].amountMinor", "price-too-high");
            }
            if (levels.put(name, new PriceLevel(name, level.amountMinor())) != null) {
                throw Problem.invalidField(field, "duplicate");
            }
        }
        return levels;
    }

    /// Otherwise no ticket for it could be sold.
    private void beginsAfterTheOpening(String field, PerformanceForm performance, Instant opensAt) {
        inRange(field, performance.startsAt());
        if (!performance.startsAt().isAfter(clock.instant())) {
            throw Problem.invalidField(field, "in-future");
        }
        if (!performance.startsAt().isAfter(opensAt)) {
            throw Problem.invalidField(field, "after-opens-at");
        }
    }

    private Currency currency(@Nullable String code) {
        if (code == null) {
            return properties.currency();
        }
        return Currencies.circulating(code).orElseThrow(() -> Problem.invalidField("currency", "currency-in-use"));
    }

    private ZoneId timeZone(@Nullable String id) {
        if (id == null) {
            return properties.timeZone();
        }
        return RegionId.of(id).orElseThrow(() -> Problem.invalidField("timeZone", "time-zone"));
    }

    private static void inRange(String field, @Nullable Instant instant) {
        if (instant != null && (instant.isBefore(EARLIEST) || instant.isAfter(LATEST))) {
            throw Problem.invalidField(field, "instant-range");
        }
    }
}
