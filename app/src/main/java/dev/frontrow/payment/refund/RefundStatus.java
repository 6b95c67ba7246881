package dev.frontrow.payment.refund;

/// How a refund stands.
enum RefundStatus {
    /// Waits for the approval of a second person; nothing has changed yet.
    REQUESTED,

    /// The money is back, and the tickets are not valid any more.
    DONE
}
