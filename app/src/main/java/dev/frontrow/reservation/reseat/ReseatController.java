package dev.frontrow.reservation.reseat;

import dev.frontrow.audit.Actor;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class ReseatController {

    /// @param seat    label of the seat that the ticket gets
    /// @param oldSeat what becomes of the seat that it leaves
    record ReseatForm(
            @NotBlank @Size(max = 40) String seat, @NotNull OldSeat oldSeat) {}

    /// What an Idempotency-Key stands for.
    private record OfTicket(UUID ticketId, ReseatForm form) {}

    private final GroupedCalls<ReseatCommand> calls;

    ReseatController(Reseats reseats, IdempotentCalls idempotentCalls) {
        this.calls = idempotentCalls.grouped("reseat", reseats, ReseatController::answer);
    }

    @PostMapping("/api/v1/operator/tickets/{ticketId}/reseat")
    @Operation(
            summary = "Move a ticket to another seat",
            description = "To a free seat of its price level, or to one that is kept back. The ticket keeps its id,"
                    + " order and price, and gets a new code; the old one lets nobody in any more.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ReseatOutcome.Moved.class)))
    @Parameter(name = KeyedRequest.HEADER, in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> reseat(
            @PathVariable UUID ticketId,
            @Valid @RequestBody ReseatForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new ReseatCommand(ticketId, form.seat(), form.oldSeat(), Actor.currentWithReason());
        return calls.once(KeyedRequest.of(request, caller.buyerId()), new OfTicket(ticketId, form), command);
    }

    private static Answer answer(ReseatOutcome outcome) {
        return switch (outcome) {
            case ReseatOutcome.Moved moved -> new Answer.Done(201, moved);
            case ReseatOutcome.TicketUnknown() ->
                new Answer.Declined(Problem.unknown(ProblemCode.TICKET_UNKNOWN, "ticketId"));
            case ReseatOutcome.TicketRefunded() -> new Answer.Declined(Problem.of(ProblemCode.TICKET_REFUNDED));
            case ReseatOutcome.PlaceOfArea() -> new Answer.Declined(Problem.of(ProblemCode.TICKET_OF_AREA));
            case ReseatOutcome.PerformanceCancelled() -> new Answer.Declined(Problem.of(ProblemCode.CONCERT_CANCELLED));
            case ReseatOutcome.SeatUnknown(String seat) ->
                new Answer.Declined(
                        Problem.unknown(ProblemCode.SEAT_UNKNOWN, "seat").with("unknownSeats", List.of(seat)));
            case ReseatOutcome.OtherPriceLevel(String seat) ->
                new Answer.Declined(Problem.of(ProblemCode.PRICE_LEVEL_DIFFERS).with("seat", seat));
            case ReseatOutcome.SeatTaken(String seat) ->
                new Answer.Declined(Problem.of(ProblemCode.SEAT_TAKEN).with("takenSeats", List.of(seat)));
        };
    }
}
