package dev.frontrow.payment.refund;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The refund of all orders of one performance.
///
/// @param afterHold  the last hold that was looked at
/// @param approvedBy null if no approval was needed, or while it is waited for
/// @param doneAt     when no order was left; null before
record RefundJob(
        long performanceId,
        Status status,
        FeeRule fee,
        int ordersPerSecond,
        UUID startedBy,
        String reason,
        Instant startedAt,
        @Nullable UUID approvedBy,
        UUID afterHold,
        @Nullable Instant doneAt) {

    /// Below any other id.
    static final UUID BEFORE_ALL = new UUID(0, 0);

    /// How the job stands.
    enum Status {
        /// Waits for the approval of a second person.
        REQUESTED,
        RUNNING,
        PAUSED,
        DONE
    }

    /// What a job has done.
    record Progress(long orders, long tickets, long amountMinor, long feeMinor, long failures) {}

    /// An order that could not be refunded.
    record Failure(UUID holdId, String why) {}
}
