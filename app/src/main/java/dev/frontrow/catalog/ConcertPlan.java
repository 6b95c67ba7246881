package dev.frontrow.catalog;

import dev.frontrow.catalog.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.ConcertForm.SeatForm;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.money.Currencies;
import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns the operator's form into a concert that can be made, or names the field that stands in the way.
@Component
class ConcertPlan {

    private static final int SEATS_DEFAULT = 50;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final CatalogProperties properties;
    private final PayablePrices prices;
    private final Validator validator;

    ConcertPlan(CatalogProperties properties, PayablePrices prices, Validator validator) {
        this.properties = properties;
        this.prices = prices;
        this.validator = validator;
    }

    NewConcert of(ConcertForm form) {
        requireSound(form);
        Currency currency = currency(form.currency());
        Map<String, PriceLevel> levels = priceLevels(form, currency);
        return new NewConcert(
                visible("title", form.title()).strip(),
                visible("venue", form.venue()).strip(),
                currency,
                timeZone(form.timeZone()),
                onSale(form),
                List.copyOf(levels.values()),
                performances(form, levels),
                form.drawBeacon() == null ? null : visible("drawBeacon", form.drawBeacon()));
    }

    private void requireSound(ConcertForm form) {
        var faults = new FormFaults(validator)
                .check(form)
                .checkEach("priceLevels", form.priceLevels())
                .checkEach("performances", form.performances());
        // First those, since there may be no list of seats where a performance is wrong.
        faults.refuseIfAny();
        for (int i = 0; i < form.performances().size(); i++) {
            faults.checkEach(
                    "performances[" + i + "].seats", form.performances().get(i).seats());
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
            inRange(path + ".startsAt", performance.startsAt());
            List<Seat> seats = seats(performance, path, levels);
            seatsTotal += seats.size();
            if (seatsTotal > properties.seatsPerConcertMax()) {
                throw Problem.invalidField("performances", "too-large");
            }
            performances.add(new NewPerformance(performance.startsAt(), seats));
        }
        return performances;
    }

    private static List<Seat> seats(PerformanceForm performance, String path, Map<String, PriceLevel> levels) {
        if (performance.seats() == null) {
            int count = Objects.requireNonNullElse(performance.seatCount(), SEATS_DEFAULT);
            return Seat.numbered(count, List.copyOf(levels.values()));
        }
        if (performance.seatCount() != null) {
            throw Problem.invalidField(path + ".seatCount", "seats-or-count");
        }
        Set<String> labels = new HashSet<>();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < performance.seats().size(); i++) {
            SeatForm seat = performance.seats().get(i);
            String seatPath = path + ".seats[" + i + "]";
            visible(seatPath + ".seat", seat.seat());
            PriceLevel level = levels.get(seat.priceLevel());
            if (level == null) {
                throw Problem.invalidField(seatPath + ".priceLevel", "price-level-unknown");
            }
            if (!labels.add(seat.seat())) {
                throw Problem.invalidField(seatPath + ".seat", "duplicate");
            }
            seats.add(new Seat(
                    seat.seat(),
                    Objects.requireNonNullElse(seat.section(), ""),
                    Objects.requireNonNullElse(seat.row(), ""),
                    Objects.requireNonNullElse(seat.number(), seat.seat()),
                    level.name(),
                    level.amountMinor()));
        }
        return seats;
    }

    private Map<String, PriceLevel> priceLevels(ConcertForm form, Currency currency) {
        long priceMax = prices.priceMaxMinor(currency);
        Map<String, PriceLevel> levels = new LinkedHashMap<>();
        for (int i = 0; i < form.priceLevels().size(); i++) {
            var level = form.priceLevels().get(i);
            visible("priceLevels[" + i + "].name", level.name());
            if (level.amountMinor() > priceMax) {
                throw Problem.invalidField("priceLevels[" + i + "].amountMinor", "price-too-high");
            }
            if (levels.put(level.name(), new PriceLevel(level.name(), level.amountMinor())) != null) {
                throw Problem.invalidField("priceLevels[" + i + "].name", "duplicate");
            }
        }
        return levels;
    }

    /// Blanks of other scripts, such as the wide one of a Korean keyboard, are as good as nothing too.
    private static String visible(String field, String text) {
        if (text.isBlank()) {
            throw Problem.invalidField(field, "required");
        }
        return text;
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
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            throw Problem.invalidField("timeZone", "time-zone");
        }
    }

    private static void inRange(String field, @Nullable Instant instant) {
        if (instant != null && (instant.isBefore(EARLIEST) || instant.isAfter(LATEST))) {
            throw Problem.invalidField(field, "instant-range");
        }
    }
}
