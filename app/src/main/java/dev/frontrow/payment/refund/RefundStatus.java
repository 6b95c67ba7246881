package dev.frontrow.payment.refund;

/// How a refund stands.
enum RefundStatus {
    /// Waits for the approval of a second person; nothing has changed yet.
    REQUESTED,

    /// The money is back, and the tickets are not valid any more.
    DONE,

    /// The one who asked for it took it back before anybody approved it.
    WITHDRAWN,

    /// Another person decided against it.
    DECLINED,

    /// It was approved when its tickets were refunded already, so nothing was left to do.
    LAPSED
}
