package dev.frontrow.reservation.sold;

/// When the seats of refunded tickets are on sale again.
public enum SeatReturn {
    AT_ONCE,

    /// Each at a moment of its own that nobody can foresee, so that whoever knows of the refund gains nothing.
    WITHIN_A_MINUTE,

    /// When an operator releases them.
    KEEP
}
