package dev.frontrow.payment.refund;

/// The outcome of starting or steering the refund of a performance.
sealed interface RefundJobOutcome {

    record Known(RefundJob job) implements RefundJobOutcome {}

    record PerformanceUnknown() implements RefundJobOutcome {}

    /// Nobody has started one for this performance.
    record JobUnknown() implements RefundJobOutcome {}

    record JobExists() implements RefundJobOutcome {}

    /// What is sold while the job runs would be refunded too.
    record StillOnSale() implements RefundJobOutcome {}

    /// Nobody approves what they have started.
    record OwnJob() implements RefundJobOutcome {}

    /// It waits for its approval, or is not waiting for one any more.
    record NotNow() implements RefundJobOutcome {}
}
