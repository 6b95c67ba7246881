package dev.frontrow.payment;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.AnsweredOnce;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Money;
import dev.frontrow.payment.PaymentOutcome.Receipt;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(PaymentController.ADDRESS)
@Tag(name = "Payment and tickets")
class PaymentController implements FastCommand<PaymentController.PaymentForm> {

    static final String ADDRESS = "/api/v1/payments";

    private static final int PAGE_MAX = 200;
    private static final UUID NO_HOLD = new UUID(0, 0);

    record PaymentForm(@NotBlank @Size(max = 64) String holdId) {}

    record PaymentList(
            List<PaymentDocument> payments, @Nullable UUID nextBefore) {}

    /// @param paidAt        only for a payment; `refusal` and `refusedAt` only for a refused attempt
    /// @param refundedMinor what went back since, and is absent if nothing did
    /// @param changes       of the concert since it was paid
    /// @param moves         of tickets to other seats
    record PaymentDocument(
            UUID paymentId,
            UUID holdId,
            long amountMinor,
            String currency,
            PaymentStatus status,
            @Nullable Long balanceMinor,
            @Nullable Instant paidAt,
            @Nullable String refusal,
            @Nullable Instant refusedAt,
            @Nullable Long refundedMinor,
            List<TicketDocument> tickets,
            List<ConcertChange> changes,
            List<Ticket.Move> moves) {}

    /// @param seat null for a place of an area
    @Schema(name = "PaidTicketDocument")
    record TicketDocument(
            UUID ticketId,
            long performanceId,
            @Nullable String seat,
            @Nullable String area,
            @Nullable Integer entryNumber,
            String barcode,
            String status) {}

    private final Payments payments;
    private final Reservations reservations;
    private final Catalog catalog;
    private final GroupedCalls<PayCommand> calls;

    PaymentController(
            Checkout checkout,
            Payments payments,
            Reservations reservations,
            Catalog catalog,
            IdempotentCalls idempotentCalls) {
        this.payments = payments;
        this.reservations = reservations;
        this.catalog = catalog;
        this.calls = idempotentCalls.grouped("payment", checkout, PaymentController::answer);
    }

    @PostMapping
    @AnsweredOnce
    @Operation(summary = "Pay a hold", description = "Repeat with the same Idempotency-Key until there is an answer.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> pay(
            @Valid @RequestBody PaymentForm form,
            @AuthenticationPrincipal Caller caller,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope,
            HttpServletRequest request) {
        return pay(form, scope, KeyedRequest.of(request, caller.buyerId()));
    }

    private ResponseEntity<byte[]> pay(PaymentForm form, SaleScope scope, KeyedRequest request) {
        var command = new PayCommand(request.buyerId(), scope, holdId(form.holdId()));
        return calls.once(request, form, command);
    }

    @Override
    public String address() {
        return ADDRESS;
    }

    @Override
    public Class<PaymentForm> form() {
        return PaymentForm.class;
    }

    @Override
    public Optional<ResponseEntity<?>> answer(long id, @Nullable PaymentForm form, Caller caller, FastCall call) {
        return call.scope().map(scope -> pay(Objects.requireNonNull(form), scope, call.keyed(caller)));
    }

    @GetMapping
    @Operation(summary = "One's own payments, newest first", description = "Refused attempts included.")
    PaymentList payments(
            @RequestParam(defaultValue = "ffffffff-ffff-ffff-ffff-ffffffffffff") UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(PAGE_MAX) int limit,
            @AuthenticationPrincipal Caller caller) {
        List<Payment> page = payments.page(caller.buyerId(), before, limit);
        UUID next = page.size() == limit ? page.getLast().paymentId() : null;
        return new PaymentList(page.stream().map(this::withTickets).toList(), next);
    }

    @GetMapping("/{paymentId}")
    @Operation(summary = "One's own payment")
    PaymentDocument payment(@PathVariable UUID paymentId, @AuthenticationPrincipal Caller caller) {
        return payments.find(paymentId, caller.buyerId())
                .map(this::withTickets)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
    }

    private static Answer answer(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.Paid(Receipt(Payment payment, List<Ticket> tickets)) ->
                new Answer.Done(201, document(payment, tickets, List.of(), List.of()));
            case PaymentOutcome.HoldUnknown() -> new Answer.Declined(holdUnknown());
            case PaymentOutcome.OutOfScope() -> new Answer.Declined(Problem.of(ProblemCode.QUEUE_TOKEN_INVALID));
            case PaymentOutcome.AdmissionOver() -> new Answer.Declined(Problem.of(ProblemCode.ADMISSION_OVER));
            case PaymentOutcome.HoldExpired() -> new Answer.Refused(Problem.of(ProblemCode.HOLD_EXPIRED));
            case PaymentOutcome.AlreadyPaid() -> new Answer.Refused(Problem.of(ProblemCode.HOLD_ALREADY_PAID));
            case PaymentOutcome.BalanceInsufficient(Money missing) ->
                new Answer.Refused(Problem.of(ProblemCode.BALANCE_INSUFFICIENT)
                        .saying(missing)
                        .with("missingMinor", missing.amountMinor())
                        .with("currency", missing.currency().getCurrencyCode()));
        };
    }

    private PaymentDocument withTickets(Payment payment) {
        if (payment.status() != PaymentStatus.PAID) {
            return document(payment, List.of(), List.of(), List.of());
        }
        var hold = new HoldOfBuyer(payment.holdId(), payment.buyerId());
        List<Ticket> tickets = reservations.ticketsOf(hold);
        return document(payment, tickets, changes(payment, tickets), reservations.movesOf(hold));
    }

    private List<ConcertChange> changes(Payment payment, List<Ticket> tickets) {
        return tickets.isEmpty()
                ? List.of()
                : catalog.concert(payment.concertId())
                        .map(concert -> concert.changesSince(
                                payment.attemptedAt(), tickets.getFirst().performanceId()))
                        .orElse(List.of());
    }

    private static PaymentDocument document(
            Payment payment, List<Ticket> tickets, List<ConcertChange> changes, List<Ticket.Move> moves) {
        boolean paid = payment.status() == PaymentStatus.PAID;
        return new PaymentDocument(
                payment.paymentId(),
                payment.holdId(),
                payment.amount().amountMinor(),
                payment.amount().currency().getCurrencyCode(),
                payment.status(),
                payment.balanceMinor(),
                paid ? payment.attemptedAt() : null,
                payment.refusal(),
                paid ? null : payment.attemptedAt(),
                payment.refunded().amountMinor() == 0
                        ? null
                        : payment.refunded().amountMinor(),
                tickets.stream().map(PaymentController::document).toList(),
                changes,
                moves);
    }

    private static TicketDocument document(Ticket ticket) {
        return new TicketDocument(
                ticket.ticketId(),
                ticket.performanceId(),
                ticket.namedSeat(),
                ticket.area(),
                ticket.entryNumber(),
                ticket.barcode(),
                ticket.status());
    }

    /// A malformed id is treated as an unknown hold.
    private static UUID holdId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return NO_HOLD;
        }
    }

    private static Problem holdUnknown() {
        return Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
    }
}
