package dev.frontrow.waitingroom;

/// What came of an answer to a challenge.
enum ChallengeOutcome {
    SOLVED,
    MISSING,

    /// Not solved, not ours, or given to another buyer or for another concert.
    WRONG,
    EXPIRED,
    REUSED
}
