package dev.frontrow.waitingroom.challenge;

/// Whom a room asks for a proof of work.
public enum ChallengeMode {
    OFF,
    /// Whoever joins from an address from which many have joined. They keep their place and solve it before their turn.
    SUSPECTS,
    /// Everybody, before they join.
    ALL
}
