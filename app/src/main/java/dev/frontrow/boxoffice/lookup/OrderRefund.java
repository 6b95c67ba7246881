package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.UUID;

/// A refund of an order.
///
/// @param own whether the reader asked for it, and so may not approve it
record OrderRefund(
        UUID refundId,
        String status,
        int tickets,
        long amountMinor,
        long feeMinor,
        String currency,
        String reason,
        Instant requestedAt,
        boolean own) {

    /// Whether it waits for the approval of another person.
    public boolean isWaiting() {
        return status.equals("REQUESTED");
    }
}
