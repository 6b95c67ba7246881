package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.payment.refund.RefundCommand.Ask;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.sold.SeatReturn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which tickets to refund, what to keep of their prices, and when their seats are on sale again.
///
/// @param tickets           without it all that are still valid
/// @param feePerTicketMinor kept of each ticket's price, and with it
/// @param feePercent        that share of the price; never more than the price
@Schema(name = "RefundForm")
record AskForm(
        @Nullable @Size(min = 1, max = 100) List<String> tickets,
        @Nullable @Min(0) @Max(1_000_000_000_000L) Long feePerTicketMinor,
        @Nullable @Min(0) @Max(100) BigDecimal feePercent,
        @NotNull SeatReturn seats) {

    Ask command(UUID paymentId, Actor actor) {
        return new Ask(paymentId, ticketIds(), FeeRule.of(feePerTicketMinor, feePercent), seats, actor, null);
    }

    private List<UUID> ticketIds() {
        if (tickets == null) {
            return List.of();
        }
        Set<UUID> distinct = new HashSet<>();
        return tickets.stream().map(AskForm::ticketId).filter(distinct::add).toList();
    }

    private static UUID ticketId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException | NullPointerException _) {
            throw Problem.unknown(ProblemCode.TICKET_UNKNOWN, "tickets");
        }
    }
}
