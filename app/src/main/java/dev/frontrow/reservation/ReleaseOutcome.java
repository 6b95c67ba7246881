package dev.frontrow.reservation;

/// The outcome of releasing a hold.
public enum ReleaseOutcome {
    /// The seats are free from now on.
    RELEASED,
    /// The hold kept no seats any more; to its buyer that is as good.
    ALREADY_OVER,
    HOLD_UNKNOWN,
    ALREADY_PAID
}
