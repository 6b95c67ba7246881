package dev.frontrow.waitingroom.challenge;

/// What came of an answer to a challenge.
public enum ChallengeOutcome {
    SOLVED,
    MISSING,

    /// Not solved, not ours, or given to another buyer or for another concert.
    WRONG,
    EXPIRED,
    REUSED
}
