package dev.frontrow.payment.refund;

import dev.frontrow.reservation.sold.SeatReturn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund as operators read it.
///
/// @param amountMinor what the buyer gets
/// @param feeMinor    what is kept
/// @param seats       when the seats are on sale again
/// @param approvedBy  absent if no approval was needed, or while it is waited for
/// @param doneAt      when the money went back; absent while the refund waits for its approval
/// @param endedBy     who withdrew or declined it, or approved it too late; absent unless it ended without money
record RefundDocument(
        UUID refundId,
        UUID paymentId,
        RefundStatus status,
        long amountMinor,
        long feeMinor,
        String currency,
        SeatReturn seats,
        String reason,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable UUID approvedBy,
        @Nullable Instant doneAt,
        @Nullable UUID endedBy,
        @Nullable String endReason,
        @Nullable Instant endedAt,
        List<Refund.RefundedTicket> tickets) {

    static RefundDocument of(Refund refund) {
        Refund.Ending ending = refund.ending();
        return new RefundDocument(
                refund.refundId(),
                refund.paymentId(),
                refund.status(),
                refund.amount().amountMinor(),
                refund.feeMinor(),
                refund.currency().getCurrencyCode(),
                refund.seats(),
                refund.asked().reason(),
                refund.asked().by(),
                refund.asked().at(),
                refund.approvedBy(),
                refund.doneAt(),
                ending == null ? null : ending.by(),
                ending == null ? null : ending.reason(),
                ending == null ? null : ending.at(),
                refund.tickets());
    }
}
