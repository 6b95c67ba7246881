package dev.frontrow.payment.counter;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.audit.Actor;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.problem.Problem;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.reservation.counter.CounterOrder;
import dev.frontrow.text.PlainText;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What to sell at the box office, and how it is paid.
///
/// @param seats    labels; those of places of areas too where they are kept back, as in the list of what is
/// @param areas    free places of areas, so many of each
/// @param name     of a buyer without an account; absent if they gave none
/// @param username of the account that the tickets are in, instead of a name
record SaleForm(
        @Nullable
        @Size(min = 1, max = SaleForm.TICKETS_MAX)
        @ArraySchema(schema = @Schema(minLength = 1, maxLength = 40))
        List<@Nullable String> seats,

        @Nullable @Size(min = 1, max = SaleForm.TICKETS_MAX) List<@Nullable @Valid SoldPlacesForm> areas,

        @NotNull SaleMethod method,
        @Nullable @Size(min = 1, max = 320) String name,
        @Nullable @Size(min = 1, max = 100) String username) {

    static final int TICKETS_MAX = 100;

    private static final int NAME_MAX = 80;
    private static final int SEAT_LENGTH_MAX = 40;

    /// How it is paid: WALLET is for fans.
    enum SaleMethod {
        CASH,
        TRANSFER,
        FREE
    }

    record SoldPlacesForm(
            @NotBlank @Size(max = 40) String area,
            @NotNull @Min(1) @Max(TICKETS_MAX) Integer quantity) {}

    /// @param accounts the buyer's id by their username
    SaleCommand command(long performanceId, Function<String, UUID> accounts, Actor operator) {
        List<String> labels = labels();
        List<AreaQuantity> places = places();
        int count =
                labels.size() + places.stream().mapToInt(AreaQuantity::quantity).sum();
        if (count == 0) {
            throw Problem.invalidField("seats", "required");
        }
        if (count > TICKETS_MAX) {
            throw Problem.invalidField("seats", "too-long");
        }
        if (name != null && username != null) {
            throw Problem.invalidField("username", "account-or-name");
        }
        PaymentMethod paid = PaymentMethod.valueOf(method.name());
        return new SaleCommand(
                new CounterOrder(
                        username == null ? UuidCreator.getTimeOrderedEpoch() : accounts.apply(username),
                        performanceId,
                        labels,
                        places,
                        method == SaleMethod.FREE),
                paid,
                username != null,
                name == null ? null : PlainText.line("name", name, NAME_MAX),
                operator);
    }

    private List<String> labels() {
        if (seats == null) {
            return List.of();
        }
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < seats.size(); i++) {
            String field = "seats[" + i + "]";
            String seat = seats.get(i);
            if (seat == null || seat.isBlank()) {
                throw Problem.invalidField(field, "required");
            }
            if (seat.length() > SEAT_LENGTH_MAX) {
                throw Problem.invalidField(field, "seat");
            }
            if (!labels.add(seat)) {
                throw Problem.invalidField(field, "duplicate");
            }
        }
        return seats.stream().map(seat -> seat == null ? "" : seat).toList();
    }

    private List<AreaQuantity> places() {
        if (areas == null) {
            return List.of();
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < areas.size(); i++) {
            SoldPlacesForm form = areas.get(i);
            if (form == null) {
                throw Problem.invalidField("areas[" + i + "]", "required");
            }
            if (!named.add(form.area())) {
                throw Problem.invalidField("areas[" + i + "].area", "duplicate");
            }
        }
        return areas.stream()
                .flatMap(form ->
                        form == null ? Stream.empty() : Stream.of(new AreaQuantity(form.area(), form.quantity())))
                .toList();
    }
}
