package dev.frontrow.payment.refund;

import dev.frontrow.money.Money;
import dev.frontrow.reservation.sold.SeatReturn;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money back for some tickets of an order.
///
/// @param doneAt when the money went back; null while the refund waits for its approval
/// @param ending null unless it ended without money
record Refund(
        UUID refundId,
        UUID paymentId,
        RefundStatus status,
        Currency currency,
        List<RefundedTicket> tickets,
        SeatReturn seats,
        Asked asked,
        @Nullable UUID approvedBy,
        @Nullable Instant doneAt,
        @Nullable UUID transferId,
        @Nullable Ending ending) {

    /// Who asked for it, and why.
    ///
    /// @param job the refund of a performance that it belongs to; null if none
    record Asked(
            UUID by, String reason, Instant at, @Nullable Long job) {}

    /// Who ended it without money, and why.
    record Ending(UUID by, String reason, Instant at) {}

    /// @param amountMinor what the buyer gets for it
    /// @param feeMinor    what is kept of its price
    record RefundedTicket(UUID ticketId, long amountMinor, long feeMinor) {}

    /// What the buyer gets.
    Money amount() {
        return new Money(tickets.stream().mapToLong(RefundedTicket::amountMinor).sum(), currency);
    }

    /// What is kept.
    long feeMinor() {
        return tickets.stream().mapToLong(RefundedTicket::feeMinor).sum();
    }

    Refund approved(UUID by) {
        return new Refund(refundId, paymentId, status, currency, tickets, seats, asked, by, doneAt, transferId, null);
    }

    Refund done(Instant at, @Nullable UUID transfer) {
        return new Refund(
                refundId,
                paymentId,
                RefundStatus.DONE,
                currency,
                tickets,
                seats,
                asked,
                approvedBy,
                at,
                transfer,
                null);
    }

    Refund ended(RefundStatus how, Ending by) {
        return new Refund(refundId, paymentId, how, currency, tickets, seats, asked, null, null, null, by);
    }
}
