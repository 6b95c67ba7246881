package dev.frontrow.reservation;

/// What became of the wish to give the seats of a hold back.
public enum ReleaseOutcome {
    /// Nobody is kept from the seats by this hold any more; so it is also after a repeat.
    RELEASED,
    HOLD_UNKNOWN,
    ALREADY_PAID
}
