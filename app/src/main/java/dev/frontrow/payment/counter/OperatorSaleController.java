package dev.frontrow.payment.counter;

import dev.frontrow.audit.Actor;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Buyers;
import dev.frontrow.identity.Caller;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.reservation.counter.CounterOutcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/performances/{performanceId}/sales")
@Tag(name = "Operator")
class OperatorSaleController {

    /// @param name absent if the buyer gave none
    record SaleDocument(
            UUID paymentId,
            UUID holdId,
            long performanceId,
            long amountMinor,
            String currency,
            PaymentMethod method,
            @Nullable String name,
            Instant soldAt,
            List<SoldTicketDocument> tickets) {}

    /// @param seat    absent for a place of an area
    /// @param barcode content of the QR code
    record SoldTicketDocument(
            UUID ticketId,
            @Nullable String seat,
            @Nullable String area,
            @Nullable Integer entryNumber,
            String barcode,
            long amountMinor) {}

    /// What an Idempotency-Key stands for.
    private record OfPerformance(long performanceId, SaleForm form) {}

    private final GroupedCalls<SaleCommand> calls;
    private final Buyers buyers;

    OperatorSaleController(CounterSales sales, Buyers buyers, IdempotentCalls idempotentCalls) {
        this.calls = idempotentCalls.grouped("sale", sales, OperatorSaleController::answer);
        this.buyers = buyers;
    }

    @PostMapping
    @Operation(
            summary = "Sell seats and places at the box office",
            description =
                    "Free ones, and those that are kept back; all of them or none. Also while the sale online is not open,"
                            + " until the performance begins. Neither the line nor the limit of tickets for one buyer"
                            + " matters. With `username` the tickets are in that account.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> sell(
            @PathVariable long performanceId,
            @Valid @RequestBody SaleForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        SaleCommand command = form.command(performanceId, this::buyer, Actor.currentWithReason());
        return calls.once(KeyedRequest.of(request, caller.buyerId()), new OfPerformance(performanceId, form), command);
    }

    private UUID buyer(String username) {
        return buyers.idOf(username).orElseThrow(() -> Problem.unknown(ProblemCode.BUYER_UNKNOWN, "username"));
    }

    private static Answer answer(SaleOutcome outcome) {
        return switch (outcome) {
            case SaleOutcome.Sold(CounterSale sale) -> new Answer.Done(201, document(sale));
            case SaleOutcome.NotSold(CounterOutcome.Refused why) -> new Answer.Declined(problem(why));
        };
    }

    private static Problem problem(CounterOutcome.Refused why) {
        return switch (why) {
            case CounterOutcome.PerformanceUnknown() ->
                Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case CounterOutcome.SeatsUnknown(List<String> seats) ->
                Problem.unknown(ProblemCode.SEAT_UNKNOWN, "seats").with("unknownSeats", seats);
            case CounterOutcome.AreasUnknown(List<String> areas) ->
                Problem.unknown(ProblemCode.AREA_UNKNOWN, "areas").with("unknownAreas", areas);
            case CounterOutcome.SaleClosed() -> Problem.of(ProblemCode.SALE_CLOSED);
            case CounterOutcome.PricesChanged() -> Problem.of(ProblemCode.PRICES_CHANGED);
            case CounterOutcome.SeatsTaken(List<String> seats) ->
                Problem.of(ProblemCode.SEAT_TAKEN).with("takenSeats", seats);
            case CounterOutcome.AreaFull(String area, int left) ->
                Problem.of(ProblemCode.AREA_FULL)
                        .saying(area, left)
                        .with("area", area)
                        .with("left", left);
        };
    }

    private static SaleDocument document(CounterSale sale) {
        return new SaleDocument(
                sale.paymentId(),
                sale.hold().holdId(),
                sale.hold().performanceId(),
                sale.amount().amountMinor(),
                sale.amount().currency().getCurrencyCode(),
                sale.asked().method(),
                sale.asked().name(),
                sale.soldAt(),
                IntStream.range(0, sale.tickets().size())
                        .mapToObj(i -> document(
                                sale.tickets().get(i),
                                sale.hold().places().get(i).amountMinor()))
                        .toList());
    }

    private static SoldTicketDocument document(Ticket ticket, long amountMinor) {
        return new SoldTicketDocument(
                ticket.ticketId(),
                ticket.namedSeat(),
                ticket.area(),
                ticket.entryNumber(),
                ticket.barcode(),
                amountMinor);
    }
}
