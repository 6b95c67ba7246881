package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.ConcertForm.SeatForm;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The glance at a seat and the validator hold it to the same.
class SeatFormTest {

    private static final @Nullable String[] TEXTS = {
        null, "", " ", "\t\n", "\u3000", "A", " A ", "a".repeat(40), "a".repeat(41), " ".repeat(41), "\u0000"
    };
    private static final @Nullable Integer[] POSITIONS = {null, Integer.MIN_VALUE, -1, 0, 1, 10_000, 10_001};

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
        assertThat(new SeatForm("A-1", "Block 1", "A", "1", 1, "R").isSound()).isTrue();
        assertThat(new SeatForm("1", null, null, null, null, "R").isSound()).isTrue();
        assertThat(new SeatForm("가".repeat(40), "", " ", "1", 10_000, "b".repeat(40)).isSound())
                .isTrue();
    }

    @SuppressWarnings("NullAway") // What arrives may lack what it must have.
    private static List<SeatForm> seats() {
        List<SeatForm> seats = new ArrayList<>();
        for (String text : TEXTS) {
            seats.add(new SeatForm(text, null, null, null, null, "R"));
            seats.add(new SeatForm("A", text, null, null, null, "R"));
            seats.add(new SeatForm("A", null, text, null, null, "R"));
            seats.add(new SeatForm("A", null, null, text, null, "R"));
            seats.add(new SeatForm("A", null, null, null, null, text));
        }
        for (Integer position : POSITIONS) {
            seats.add(new SeatForm("A", "B", "C", "D", position, "R"));
        }
        return seats;
    }
}
