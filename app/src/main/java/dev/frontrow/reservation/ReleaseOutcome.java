package dev.frontrow.reservation;

/// The outcome of releasing a hold.
public enum ReleaseOutcome {
    /// The hold no longer keeps any seats; a repeat gets the same outcome.
    RELEASED,
    HOLD_UNKNOWN,
    ALREADY_PAID
}
