package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund of an order.
///
/// @param own       whether the reader asked for it: so they may withdraw it, but not approve it
/// @param endReason why it was withdrawn or declined, or approved too late; null otherwise
record OrderRefund(
        UUID refundId,
        String status,
        int tickets,
        long amountMinor,
        long feeMinor,
        String currency,
        String reason,
        Instant requestedAt,
        boolean own,
        @Nullable String endReason) {

    private static final Map<String, String> BADGES = Map.of("REQUESTED", "badge--warning", "DONE", "badge--success");

    /// The class of its badge.
    public String badge() {
        return BADGES.getOrDefault(status, "");
    }

    /// Whether it waits for the approval of another person.
    public boolean isWaiting() {
        return status.equals("REQUESTED");
    }
}
