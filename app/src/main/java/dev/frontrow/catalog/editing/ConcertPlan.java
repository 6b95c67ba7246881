package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.NewConcert;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PayablePrices;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.VenuePlans;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.editing.ConcertForm.SeatForm;
import dev.frontrow.catalog.editing.PlacesPlan.Places;
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

/// Turns the operator's forms into a concert, or parts of one, that can be stored, or names the field that stands
/// in the way.
@Component
public class ConcertPlan {

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
                name("title", form.title()),
                name("venue", form.venue()),
                currency,
                timeZone(form.timeZone()),
                onSale(form),
                List.copyOf(levels.values()),
                performances(form, levels),
                ParticularsPlan.of(form),
                Boolean.TRUE.equals(form.draft()),
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

    /// The title or the venue of a concert.
    public static String name(String field, String name) {
        return PlainText.line(field, name, NAME_MAX);
    }

    private OnSale onSale(ConcertForm form) {
        requireWindow("", form.opensAt(), form.preQueueOpensAt(), form.closesAt());
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

    /// Refuses times of a sale that cannot follow each other.
    ///
    /// @param path of the fields
    public static void requireWindow(
            String path, Instant opensAt, @Nullable Instant preQueueOpensAt, @Nullable Instant closesAt) {
        inRange(path + "opensAt", opensAt);
        inRange(path + "preQueueOpensAt", preQueueOpensAt);
        inRange(path + "closesAt", closesAt);
        if (preQueueOpensAt != null && !preQueueOpensAt.isBefore(opensAt)) {
            throw Problem.invalidField(path + "preQueueOpensAt", "before-opens-at");
        }
        if (closesAt != null && !closesAt.isAfter(opensAt)) {
            throw Problem.invalidField(path + "closesAt", "after-opens-at");
        }
    }

    /// One more performance of a concert.
    ///
    /// @param seatsBefore places of all its performances so far
    public NewPerformance performance(PerformanceForm form, Concert concert, int seatsBefore) {
        new FormFaults(validator)
                .checkEach("performance.seats", form.seats(), SeatForm::isSound)
                .checkEach("performance.areas", form.areas())
                .refuseIfAny();
        requireStart("performance.startsAt", form.startsAt(), concert.onSale().opensAt());
        Map<String, PriceLevel> levels = new LinkedHashMap<>();
        concert.priceLevels().forEach(level -> levels.put(level.name(), level));
        Places places = new PlacesPlan(form, "performance.", levels, venues).places();
        if (seatsBefore + places.count() > properties.seatsPerConcertMax()) {
            throw Problem.invalidField("performance", "too-large");
        }
        return new NewPerformance(form.startsAt(), places.seats(), places.areas(), form.venueVersion());
    }

    /// Refuses a list with a faulty element.
    public void requireSound(String field, @Nullable List<?> list) {
        new FormFaults(validator).checkEach(field, list).refuseIfAny();
    }

    /// Refuses an amount of which a buyer could not pay as many as one may buy.
    public void requirePayable(String field, long amountMinor, Currency currency) {
        if (amountMinor > prices.priceMaxMinor(currency)) {
            throw Problem.invalidField(field, "price-too-high");
        }
    }

    private List<NewPerformance> performances(ConcertForm form, Map<String, PriceLevel> levels) {
        List<NewPerformance> performances = new ArrayList<>();
        int seatsTotal = 0;
        for (int i = 0; i < form.performances().size(); i++) {
            PerformanceForm performance = form.performances().get(i);
            String path = "performances[" + i + "]";
            requireStart(path + ".startsAt", performance.startsAt(), form.opensAt());
            Places places = new PlacesPlan(performance, path + ".", levels, venues).places();
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

    /// A performance begins after the opening: otherwise no ticket for it could be sold.
    public void requireStart(String field, Instant startsAt, Instant opensAt) {
        inRange(field, startsAt);
        if (!startsAt.isAfter(clock.instant())) {
            throw Problem.invalidField(field, "in-future");
        }
        if (!startsAt.isAfter(opensAt)) {
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
