package dev.frontrow.waitingroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a position stands at an instant.
///
/// @param due           its turn has come and it has not been claimed yet
/// @param admittedUntil set for ADMITTED only
record Standing(PlaceState state, boolean due, @Nullable Instant admittedUntil) {

    static Standing of(PlaceState state) {
        return new Standing(state, false, null);
    }

    static Standing turnHasCome() {
        return new Standing(PlaceState.WAITING, true, null);
    }

    static Standing admitted(Instant until) {
        return new Standing(PlaceState.ADMITTED, false, until);
    }
}
