package dev.frontrow.waitingroom.challenge;

/// Who must solve a proof of work.
public enum ChallengeMode {
    OFF,
    /// Buyers from a network with many joins. They keep their place and solve it before their turn.
    SUSPECTS,
    /// Everybody, before joining.
    ALL
}
