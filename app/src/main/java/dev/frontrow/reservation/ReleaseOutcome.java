package dev.frontrow.reservation;

enum ReleaseOutcome {
    /// Nobody is kept from the seats by this hold any more; so it is also after a repeat.
    RELEASED,
    HOLD_UNKNOWN,
    ALREADY_PAID
}
