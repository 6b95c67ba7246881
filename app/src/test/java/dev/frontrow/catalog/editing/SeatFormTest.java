package dev.frontrow.catalog.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.VenuePlans;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.editing.ConcertForm.PriceLevelForm;
import dev.frontrow.catalog.editing.ConcertForm.SeatForm;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The quick check of a seat and the validator accept the same seats.
class SeatFormTest {

    private static final @Nullable String[] TEXTS = {
        null, "", " ", "\t\n", "\u3000", "A", " A ", "a".repeat(40), "a".repeat(41), " ".repeat(41), "\u0000"
    };
    private static final @Nullable Integer[] POSITIONS = {null, Integer.MIN_VALUE, -1, 0, 1, 10_000, 10_001};

    private static final VenuePlans NO_VENUES = new VenuePlans() {

        @Override
        public Optional<House> house(long venueVersion) {
            return Optional.empty();
        }

        @Override
        public long enter(String plan) {
            throw new UnsupportedOperationException();
        }
    };

    private static final Instant NOW = Instant.parse("2026-12-01T11:00:00Z");

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    @Test
    void seatsThatPassTheQuickCheckPassTheValidatorToo() {
        for (SeatForm seat : seats()) {
            if (seat.isSound()) {
                assertThat(validator.validate(seat)).as(seat.toString()).isEmpty();
            }
        }
    }

    @Test
    void usualSeatsNeedNoValidator() {
        assertThat(new SeatForm("A-1", "Block 1", "A", "1", 1, "R", null).isSound())
                .isTrue();
        assertThat(new SeatForm("1", null, null, null, null, "R", null).isSound())
                .isTrue();
        assertThat(new SeatForm("가".repeat(40), "", " ", "1", 10_000, "b".repeat(40), null).isSound())
                .isTrue();
    }

    /// In a large house validation would take longer than the rest of the import.
    @Test
    void validatorIsNotAskedAboutSoundSeats() {
        var asked = new AtomicInteger();
        var counted = (Validator) Proxy.newProxyInstance(
                Validator.class.getClassLoader(), new Class<?>[] {Validator.class}, (_, method, arguments) -> {
                    asked.incrementAndGet();
                    return method.invoke(validator, arguments);
                });
        var properties =
                new CatalogProperties(ZoneId.of("Asia/Seoul"), Currency.getInstance("KRW"), 20_000, 60_000, 200_000);
        var plan = new ConcertPlan(properties, _ -> Long.MAX_VALUE, NO_VENUES, counted, InstantSource.fixed(NOW));
        List<SeatForm> seats = IntStream.range(0, 1_000)
                .mapToObj(i -> new SeatForm("A-" + i, "A", "1", "" + i, null, "R", null))
                .toList();

        assertThat(plan.of(form(seats)).performances().getFirst().seats()).hasSize(1_000);
        assertThat(asked).as("the form, its level and its performance").hasValue(3);
    }

    private static ConcertForm form(List<SeatForm> seats) {
        return new ConcertForm(
                "Title",
                "Venue",
                null,
                null,
                NOW,
                null,
                null,
                null,
                null,
                null,
                List.of(new PriceLevelForm("R", 1L)),
                List.of(new PerformanceForm(NOW.plusSeconds(1), null, seats, null, null)),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @SuppressWarnings("NullAway") // Input may lack required fields.
    private static List<SeatForm> seats() {
        List<SeatForm> seats = new ArrayList<>();
        for (String text : TEXTS) {
            seats.add(new SeatForm(text, null, null, null, null, "R", null));
            seats.add(new SeatForm("A", text, null, null, null, "R", null));
            seats.add(new SeatForm("A", null, text, null, null, "R", null));
            seats.add(new SeatForm("A", null, null, text, null, "R", null));
            seats.add(new SeatForm("A", null, null, null, null, text, null));
        }
        for (Integer position : POSITIONS) {
            seats.add(new SeatForm("A", "B", "C", "D", position, "R", null));
        }
        return seats;
    }
}
