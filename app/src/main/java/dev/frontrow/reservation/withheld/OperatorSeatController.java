package dev.frontrow.reservation.withheld;

import dev.frontrow.audit.Actor;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.withheld.WithholdCommand.KeepPlaces;
import dev.frontrow.reservation.withheld.WithholdCommand.KeepSeats;
import dev.frontrow.reservation.withheld.WithholdCommand.Release;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/performances/{performanceId}")
@Tag(name = "Operator")
class OperatorSeatController {

    private static final int AT_ONCE_MAX = 1_000;
    private static final int SEAT_LENGTH_MAX = 40;

    /// @param freeAt when the seats are free by themselves; without it when they are released
    record WithholdForm(
            @NotNull @Size(min = 1, max = AT_ONCE_MAX) List<@Nullable String> seats,
            @Nullable Instant freeAt) {}

    /// @param freeAt as for seats
    record WithholdPlacesForm(
            @NotBlank @Size(max = 40) String area,
            @NotNull @Min(1) @Max(AT_ONCE_MAX) Integer places,
            @Nullable Instant freeAt) {}

    @Schema(name = "ReleaseSeatsForm")
    record ReleaseForm(
            @NotNull @Size(min = 1, max = AT_ONCE_MAX) List<@Nullable String> seats) {}

    /// @param allocations all that is kept back, by reason; the 200 largest
    /// @param nextAfter   the next page's `after`
    record WithheldList(
            List<Allocation> allocations,
            List<WithheldSeat> seats,
            @Nullable String nextAfter) {}

    record ChangedSeats(List<String> seats) {}

    /// What an Idempotency-Key stands for.
    private record OfPerformance(long performanceId, Object what) {}

    private final WithheldSeats withheld;
    private final GroupedCalls<WithholdCommand> calls;

    OperatorSeatController(WithheldSeats withheld, IdempotentCalls idempotentCalls) {
        this.withheld = withheld;
        this.calls = idempotentCalls.grouped("withheld-seats", withheld, OperatorSeatController::answer);
    }

    @GetMapping("/withheld-seats")
    @Operation(summary = "The seats and places of a performance that are kept back")
    WithheldList list(
            @PathVariable long performanceId,
            @Parameter(schema = @Schema(pattern = "[^\\x00]{1,40}"))
                    @RequestParam(defaultValue = "")
                    @Size(max = SEAT_LENGTH_MAX)
                    String after,
            @RequestParam(defaultValue = "200") @Min(1) @Max(AT_ONCE_MAX) int limit) {
        if (!withheld.isKnown(performanceId)) {
            throw performanceUnknown();
        }
        List<WithheldSeat> page = withheld.list(performanceId, after, limit);
        return new WithheldList(
                withheld.allocations(performanceId),
                page,
                page.size() == limit ? page.getLast().seat() : null);
    }

    @PostMapping("/withheld-seats")
    @Operation(
            summary = "Keep free seats back from sale",
            description = "For artists, press or sponsors, or because a seat is broken. All of them or none.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ChangedSeats.class)))
    @Parameter(name = KeyedRequest.HEADER, in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> withhold(
            @PathVariable long performanceId,
            @Valid @RequestBody WithholdForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new KeepSeats(performanceId, named(form.seats()), form.freeAt(), Actor.currentWithReason());
        return once(KeyedRequest.of(request, caller.buyerId()), form, command);
    }

    @PostMapping("/withheld-places")
    @Operation(summary = "Keep places of an area back from sale", description = "So many, or none.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ChangedSeats.class)))
    @Parameter(name = KeyedRequest.HEADER, in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> withholdPlaces(
            @PathVariable long performanceId,
            @Valid @RequestBody WithholdPlacesForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command =
                new KeepPlaces(performanceId, form.area(), form.places(), form.freeAt(), Actor.currentWithReason());
        return once(KeyedRequest.of(request, caller.buyerId()), form, command);
    }

    @PostMapping("/released-seats")
    @Operation(
            summary = "Release seats and places that were kept back",
            description = "Named as in the list. They are free at once. All of them or none.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChangedSeats.class)))
    @Parameter(name = KeyedRequest.HEADER, in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> release(
            @PathVariable long performanceId,
            @Valid @RequestBody ReleaseForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new Release(performanceId, named(form.seats()), Actor.current());
        return once(KeyedRequest.of(request, caller.buyerId()), form, command);
    }

    private ResponseEntity<byte[]> once(KeyedRequest request, Object form, WithholdCommand command) {
        return calls.once(request, new OfPerformance(command.performanceId(), form), command);
    }

    private static Set<String> named(List<@Nullable String> seats) {
        Set<String> named = new TreeSet<>();
        for (int i = 0; i < seats.size(); i++) {
            String seat = seats.get(i);
            if (seat == null || seat.isBlank()) {
                throw Problem.invalidField("seats[" + i + "]", "required");
            }
            if (seat.length() > SEAT_LENGTH_MAX) {
                throw Problem.invalidField("seats[" + i + "]", "seat");
            }
            named.add(seat);
        }
        return named;
    }

    private static Answer answer(WithholdOutcome outcome) {
        return switch (outcome) {
            case WithholdOutcome.Kept(List<String> seats) -> new Answer.Done(201, new ChangedSeats(seats));
            case WithholdOutcome.Freed(List<String> seats) -> new Answer.Done(200, new ChangedSeats(seats));
            case WithholdOutcome.PerformanceUnknown() -> new Answer.Declined(performanceUnknown());
            case WithholdOutcome.SeatsUnknown(List<String> seats) ->
                new Answer.Declined(
                        Problem.unknown(ProblemCode.SEAT_UNKNOWN, "seats").with("unknownSeats", seats));
            case WithholdOutcome.AreaUnknown(String area) ->
                new Answer.Declined(
                        Problem.unknown(ProblemCode.AREA_UNKNOWN, "area").with("unknownAreas", List.of(area)));
            case WithholdOutcome.SeatsTaken(List<String> seats) ->
                new Answer.Declined(Problem.of(ProblemCode.SEAT_TAKEN).with("takenSeats", seats));
            case WithholdOutcome.AreaFull(String area, int free) ->
                new Answer.Declined(
                        Problem.of(ProblemCode.AREA_FULL).saying(area, free).with("freePlaces", free));
            case WithholdOutcome.NotWithheld(List<String> seats) ->
                new Answer.Declined(
                        Problem.unknown(ProblemCode.SEAT_NOT_WITHHELD, "seats").with("seats", seats));
        };
    }

    private static Problem performanceUnknown() {
        return Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
    }
}
