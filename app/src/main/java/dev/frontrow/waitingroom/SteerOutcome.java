package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import java.time.Duration;

/// The outcome of a change of a room.
sealed interface SteerOutcome {

    /// @param moved by how much running admissions moved because holds were frozen or unfrozen
    record Steered(WaitingRoom room, Duration moved) implements SteerOutcome {}

    record PhaseChangeRefused(Phase from, Phase to) implements SteerOutcome {}

    /// No source was announced with the concert, the root is not published yet, or another value is stored
    /// already.
    record BeaconRefused() implements SteerOutcome {}

    record ConcertUnknown() implements SteerOutcome {}
}
