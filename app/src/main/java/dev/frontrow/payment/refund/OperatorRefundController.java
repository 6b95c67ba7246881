package dev.frontrow.payment.refund;

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
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/orders/{paymentId}/refunds")
@Tag(name = "Operator")
class OperatorRefundController {

    record RefundList(List<RefundDocument> refunds) {}

    /// What an Idempotency-Key stands for.
    private record OfOrder(UUID paymentId, Object what) {}

    private final Refunds refunds;
    private final GroupedCalls<RefundCommand> calls;

    OperatorRefundController(Refunds refunds, IdempotentCalls idempotentCalls) {
        this.refunds = refunds;
        this.calls = idempotentCalls.grouped("refund", refunds, OperatorRefundController::answer);
    }

    @GetMapping
    @Operation(summary = "The refunds of an order, newest first")
    RefundList refunds(@PathVariable UUID paymentId) {
        return new RefundList(refunds.of(paymentId).orElseThrow(OperatorRefundController::paymentUnknown).stream()
                .map(RefundDocument::of)
                .toList());
    }

    @PostMapping
    @Operation(
            summary = "Refund all or part of an order",
            description =
                    "Gives the money back, ends the tickets and returns the seats, in one step. Above a limit it is only"
                            + " noted as `REQUESTED`, until another person approves it. The limit counts all that goes"
                            + " back for the order.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> refund(
            @PathVariable UUID paymentId,
            @Valid @RequestBody AskForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        RefundCommand command = form.command(paymentId, Actor.currentWithReason());
        return calls.once(KeyedRequest.of(request, caller.buyerId()), new OfOrder(paymentId, form), command);
    }

    @PostMapping("/{refundId}/approval")
    @Operation(
            summary = "Approve a refund that another person asked for",
            description = "Then it is done. Nobody approves their own refund.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> approve(
            @PathVariable UUID paymentId,
            @PathVariable UUID refundId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new RefundCommand.Approve(paymentId, refundId, Actor.currentWithReason());
        return once("approve " + refundId, command, caller, request);
    }

    @PostMapping("/{refundId}/withdrawal")
    @Operation(
            summary = "Withdraw a refund that one has asked for",
            description = "While it waits for its approval. Nothing is paid back.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> withdraw(
            @PathVariable UUID paymentId,
            @PathVariable UUID refundId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new RefundCommand.End(paymentId, refundId, true, Actor.currentWithReason());
        return once("withdraw " + refundId, command, caller, request);
    }

    @PostMapping("/{refundId}/refusal")
    @Operation(
            summary = "Decline a refund that another person asked for",
            description = "While it waits for its approval. Nothing is paid back. One's own is withdrawn by it.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> decline(
            @PathVariable UUID paymentId,
            @PathVariable UUID refundId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        var command = new RefundCommand.End(paymentId, refundId, false, Actor.currentWithReason());
        return once("decline " + refundId, command, caller, request);
    }

    /// @param what is done to which refund
    private ResponseEntity<byte[]> once(String what, RefundCommand command, Caller caller, HttpServletRequest request) {
        return calls.once(KeyedRequest.of(request, caller.buyerId()), new OfOrder(command.paymentId(), what), command);
    }

    private static Answer answer(RefundOutcome outcome) {
        return switch (outcome) {
            case RefundOutcome.Done(Refund refund) -> new Answer.Done(201, RefundDocument.of(refund));
            case RefundOutcome.Requested(Refund refund) -> new Answer.Done(201, RefundDocument.of(refund));
            case RefundOutcome.Ended(Refund refund) -> new Answer.Done(201, RefundDocument.of(refund));
            case RefundOutcome.Lapsed lapsed -> new Answer.Refused(alreadyRefunded(lapsed.tickets()));
            case RefundOutcome.Refusal refusal -> new Answer.Declined(problem(refusal));
        };
    }

    private static Problem problem(RefundOutcome.Refusal refusal) {
        return switch (refusal) {
            case RefundOutcome.PaymentUnknown() -> paymentUnknown();
            case RefundOutcome.TicketsUnknown(List<UUID> tickets) ->
                Problem.unknown(ProblemCode.TICKET_UNKNOWN, "tickets").with("tickets", tickets);
            case RefundOutcome.AlreadyRefunded(List<UUID> tickets) -> alreadyRefunded(tickets);
            case RefundOutcome.RefundUnknown() -> Problem.unknown(ProblemCode.REFUND_UNKNOWN, "refundId");
            case RefundOutcome.AlreadyApproved() -> Problem.of(ProblemCode.REFUND_APPROVED);
            case RefundOutcome.AlreadyEnded() -> Problem.of(ProblemCode.REFUND_ENDED);
            case RefundOutcome.NotOwn() -> Problem.of(ProblemCode.REFUND_NOT_OWN);
            case RefundOutcome.OwnRefund() -> Problem.of(ProblemCode.SECOND_PERSON_REQUIRED);
            case RefundOutcome.BalanceFull() -> Problem.of(ProblemCode.REFUND_IMPOSSIBLE);
        };
    }

    private static Problem alreadyRefunded(List<UUID> tickets) {
        return Problem.of(ProblemCode.ALREADY_REFUNDED).with("tickets", tickets);
    }

    private static Problem paymentUnknown() {
        return Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId");
    }
}
