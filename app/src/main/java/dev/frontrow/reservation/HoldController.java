package dev.frontrow.reservation;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.idempotency.AnsweredOnce;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.seating.BestAvailable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(HoldController.ADDRESS)
@Tag(name = "Holds")
class HoldController implements FastCommand<HoldController.HoldForm> {

    static final String ADDRESS = "/api/v1/holds";

    private static final int SEAT_LENGTH_MAX = 40;
    private static final int AREA_LENGTH_MAX = 40;
    private static final int PRICE_LEVEL_LENGTH_MAX = 40;

    record HoldForm(
            @NotNull Long performanceId,

            @Nullable
            @Size(min = 1, max = ReservationProperties.SEATS_PER_HOLD_MAX)
            @ArraySchema(schema = @Schema(minLength = 1, maxLength = SEAT_LENGTH_MAX))
            List<@Nullable String> seats,

            @Nullable @Size(min = 1, max = ReservationProperties.SEATS_PER_HOLD_MAX)
            List<@Nullable PlacesForm> areas,

            @Nullable @Valid BestAvailableForm bestAvailable) {}

    record PlacesForm(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = AREA_LENGTH_MAX)
            String area,

            @Nullable
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minimum = "1",
                    maximum = "" + ReservationProperties.SEATS_PER_HOLD_MAX)
            Integer quantity) {}

    record BestAvailableForm(
            @NotNull @Min(1) @Max(ReservationProperties.SEATS_PER_HOLD_MAX)
            Integer count,

            @Nullable @Size(min = 1, max = PRICE_LEVEL_LENGTH_MAX)
            String priceLevel) {}

    private final Reservations reservations;
    private final HoldExtension extension;
    private final HoldAnswers answers;
    private final GroupedCalls<HoldCommand> calls;

    HoldController(
            Reservations reservations,
            PlaceHold placeHold,
            HoldExtension extension,
            HoldAnswers answers,
            IdempotentCalls idempotentCalls) {
        this.reservations = reservations;
        this.extension = extension;
        this.answers = answers;
        this.calls = idempotentCalls.grouped("hold", placeHold, answers::answer);
    }

    @PostMapping
    @AnsweredOnce
    @Operation(
            summary = "Hold seats and places of areas",
            description =
                    "All of the `seats` and places of `areas`, or none of them. With `bestAvailable` instead, the best block "
                            + "of seats side by side.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ResponseEntity<byte[]> hold(
            @Valid @RequestBody HoldForm form,
            @AuthenticationPrincipal Caller caller,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope,
            HttpServletRequest request) {
        return hold(form, scope, KeyedRequest.of(request, caller.buyerId()));
    }

    private ResponseEntity<byte[]> hold(HoldForm form, SaleScope scope, KeyedRequest request) {
        return calls.onceIfKeyed(request, form, command(form, request.buyerId(), scope));
    }

    @Override
    public String address() {
        return ADDRESS;
    }

    @Override
    public Class<HoldForm> form() {
        return HoldForm.class;
    }

    @Override
    public Optional<ResponseEntity<?>> answer(long id, @Nullable HoldForm form, Caller caller, FastCall call) {
        return call.scope().map(scope -> hold(Objects.requireNonNull(form), scope, call.keyed(caller)));
    }

    private static HoldCommand command(HoldForm form, UUID buyerId, SaleScope scope) {
        BestAvailableForm best = form.bestAvailable();
        if (best == null) {
            if (form.seats() == null && form.areas() == null) {
                throw Problem.invalidField("seats", "required");
            }
            return new HoldCommand(
                    buyerId, scope, form.performanceId(), labels(form.seats()), areas(form.areas()), null);
        }
        if (form.seats() != null || form.areas() != null) {
            throw Problem.invalidField("bestAvailable", "seats-or-best");
        }
        var seats = new BestAvailable(best.count(), best.priceLevel());
        return new HoldCommand(buyerId, scope, form.performanceId(), List.of(), List.of(), seats);
    }

    @GetMapping("/{holdId}")
    @Operation(summary = "One's own hold")
    HoldDocument hold(@PathVariable UUID holdId, @AuthenticationPrincipal Caller caller) {
        return reservations
                .find(holdId, caller.buyerId())
                .map(answers::document)
                .orElseThrow(() -> Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId"));
    }

    @DeleteMapping("/{holdId}")
    @Operation(summary = "Give the seats back")
    ResponseEntity<Void> release(@PathVariable UUID holdId, @AuthenticationPrincipal Caller caller) {
        return switch (reservations.release(holdId, caller.buyerId())) {
            case RELEASED, ALREADY_OVER -> ResponseEntity.noContent().build();
            case HOLD_UNKNOWN -> throw Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
            case ALREADY_PAID -> throw Problem.of(ProblemCode.HOLD_ALREADY_PAID);
        };
    }

    @PostMapping("/{holdId}/extension")
    @Operation(summary = "More time for a hold, once", description = """
                    Moves the hold's end, and the admission's with it where that would be sooner. Repeat it until there \
                    is an answer: an extended hold is answered with the end that it has.

                    409 `section-under-pressure` while fewer seats are free in one of the hold's sections than other \
                    people are in the concert's shop or in its line. That may pass; the hold stays as it is.""")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    HoldDocument extend(
            @PathVariable UUID holdId,
            @AuthenticationPrincipal Caller caller,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope) {
        return switch (extension.extend(holdId, caller.buyerId(), scope)) {
            case ExtensionOutcome.Extended(Hold hold) -> answers.document(hold);
            case ExtensionOutcome.HoldUnknown() -> throw Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
            case ExtensionOutcome.OutOfScope() -> throw Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
            case ExtensionOutcome.HoldOver() -> throw Problem.of(ProblemCode.HOLD_EXPIRED);
            case ExtensionOutcome.AlreadyPaid() -> throw Problem.of(ProblemCode.HOLD_ALREADY_PAID);
            case ExtensionOutcome.UnderPressure() -> throw Problem.of(ProblemCode.SECTION_UNDER_PRESSURE);
            case ExtensionOutcome.AdmissionOver() -> throw Problem.of(ProblemCode.ADMISSION_OVER);
        };
    }

    /// Stops at the first fault: Bean Validation would report them all, even of a list that is too long, in
    /// quadratic time.
    private static List<String> labels(@Nullable List<@Nullable String> seats) {
        if (seats == null) {
            return List.of();
        }
        Set<String> labels = new LinkedHashSet<>();
        for (String seat : seats) {
            String field = "seats[" + labels.size() + "]";
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
        return List.copyOf(labels);
    }

    /// Stops at the first fault too.
    private static List<AreaQuantity> areas(@Nullable List<@Nullable PlacesForm> forms) {
        if (forms == null) {
            return List.of();
        }
        Map<String, AreaQuantity> areas = new LinkedHashMap<>();
        for (PlacesForm form : forms) {
            String field = "areas[" + areas.size() + "]";
            if (form == null) {
                throw Problem.invalidField(field, "required");
            }
            String area = area(form, field + ".area");
            int quantity = quantity(form, field + ".quantity");
            if (areas.put(area, new AreaQuantity(area, quantity)) != null) {
                throw Problem.invalidField(field + ".area", "duplicate");
            }
        }
        return List.copyOf(areas.values());
    }

    private static String area(PlacesForm form, String field) {
        if (form.area() == null || form.area().isBlank()) {
            throw Problem.invalidField(field, "required");
        }
        if (form.area().length() > AREA_LENGTH_MAX) {
            throw Problem.invalidField(field, "area");
        }
        return form.area();
    }

    private static int quantity(PlacesForm form, String field) {
        if (form.quantity() == null) {
            throw Problem.invalidField(field, "required");
        }
        if (form.quantity() < 1 || form.quantity() > ReservationProperties.SEATS_PER_HOLD_MAX) {
            throw Problem.invalidField(field, "quantity");
        }
        return form.quantity();
    }
}
