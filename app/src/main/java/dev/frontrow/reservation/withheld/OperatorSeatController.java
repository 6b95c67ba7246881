package dev.frontrow.reservation.withheld;

import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
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

    /// @param nextAfter the next page's `after`
    record WithheldList(List<WithheldSeat> seats, @Nullable String nextAfter) {}

    record ChangedSeats(List<String> seats) {}

    private final WithheldSeats withheld;

    OperatorSeatController(WithheldSeats withheld) {
        this.withheld = withheld;
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
            throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
        }
        List<WithheldSeat> page = withheld.list(performanceId, after, limit);
        return new WithheldList(page, page.size() == limit ? page.getLast().seat() : null);
    }

    @PostMapping("/withheld-seats")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Keep free seats back from sale",
            description = "For artists, press or sponsors, or because a seat is broken. All of them or none.")
    ChangedSeats withhold(@PathVariable long performanceId, @Valid @RequestBody WithholdForm form) {
        return changed(withheld.withhold(performanceId, named(form.seats()), operator(), form.freeAt()));
    }

    @PostMapping("/withheld-places")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Keep places of an area back from sale", description = "So many, or none.")
    ChangedSeats withholdPlaces(@PathVariable long performanceId, @Valid @RequestBody WithholdPlacesForm form) {
        return changed(withheld.withhold(performanceId, form.area(), form.places(), operator(), form.freeAt()));
    }

    @PostMapping("/released-seats")
    @Operation(
            summary = "Release seats and places that were kept back",
            description = "Named as in the list. They are free at once. All of them or none.")
    ChangedSeats release(@PathVariable long performanceId, @Valid @RequestBody ReleaseForm form) {
        return changed(withheld.release(performanceId, named(form.seats())));
    }

    private static Actor operator() {
        Actor actor = Actor.current();
        if (actor.reason() == null) {
            throw Problem.of(ProblemCode.REASON_REQUIRED).at(AuditLog.REASON_HEADER, "audit-reason");
        }
        return actor;
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

    private static ChangedSeats changed(WithholdOutcome outcome) {
        return switch (outcome) {
            case WithholdOutcome.Changed(List<String> seats) -> new ChangedSeats(seats);
            case WithholdOutcome.PerformanceUnknown() ->
                throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case WithholdOutcome.SeatsUnknown(List<String> seats) ->
                throw Problem.unknown(ProblemCode.SEAT_UNKNOWN, "seats").with("unknownSeats", seats);
            case WithholdOutcome.AreaUnknown(String area) ->
                throw Problem.unknown(ProblemCode.AREA_UNKNOWN, "area").with("unknownAreas", List.of(area));
            case WithholdOutcome.SeatsTaken(List<String> seats) ->
                throw Problem.of(ProblemCode.SEAT_TAKEN).with("takenSeats", seats);
            case WithholdOutcome.AreaFull(String area, int free) ->
                throw Problem.of(ProblemCode.AREA_FULL).saying(area, free).with("freePlaces", free);
            case WithholdOutcome.NotWithheld(List<String> seats) ->
                throw Problem.unknown(ProblemCode.SEAT_NOT_WITHHELD, "seats").with("seats", seats);
        };
    }
}
