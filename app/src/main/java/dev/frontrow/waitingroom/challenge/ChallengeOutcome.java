package dev.frontrow.waitingroom.challenge;

/// The outcome of an answer to a challenge.
public enum ChallengeOutcome {
    SOLVED,
    MISSING,

    /// Not solved, not made by this server, or made for another buyer or concert.
    WRONG,
    EXPIRED,
    REUSED
}
