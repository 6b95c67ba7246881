package dev.frontrow.reservation.sold;

/// When the seats of refunded tickets are on sale again.
public enum SeatReturn {
    AT_ONCE,

    /// Each seat at a random moment, so that those who know of the refund have no advantage.
    WITHIN_A_MINUTE,

    /// When an operator releases them.
    KEEP
}
