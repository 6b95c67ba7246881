package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import java.time.Duration;

/// What became of the operator's wish.
sealed interface SteerOutcome {

    /// @param moved by how much the running admissions were moved, because holds were frozen or unfrozen
    record Steered(WaitingRoom room, Duration moved) implements SteerOutcome {}

    record PhaseChangeRefused(Phase from, Phase to) implements SteerOutcome {}

    /// No source was announced with the concert, the root is not published yet, or there is a value already.
    record BeaconRefused() implements SteerOutcome {}

    record ConcertUnknown() implements SteerOutcome {}
}
