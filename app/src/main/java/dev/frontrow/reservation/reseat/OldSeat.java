package dev.frontrow.reservation.reseat;

/// What becomes of the seat that a ticket leaves.
enum OldSeat {
    /// It is on sale again at once.
    AT_ONCE,

    /// It is kept back until an operator releases it.
    KEEP
}
