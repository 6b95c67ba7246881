package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;

/// What became of the operator's wish.
sealed interface SteerOutcome {

    record Steered(SteeredRoom room) implements SteerOutcome {}

    record PhaseChangeRefused(Phase from, Phase to) implements SteerOutcome {}

    record ConcertUnknown() implements SteerOutcome {}
}
