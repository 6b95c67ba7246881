package dev.frontrow.waitingroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in line as its owner sees it.
///
/// @param waitSeconds  from the soonest to the latest likely time until the turn
/// @param waitCause    why it takes that long: `rate`, `paused`, `pre-queue`, `draw`
/// @param pollAfterMs  when to ask again
record PlaceDocument(
        String queueToken,
        PlaceState state,
        @Nullable Long position,
        @Nullable Long ahead,
        @Nullable Wait waitSeconds,
        @Nullable String waitCause,
        long pollAfterMs,
        @Nullable Instant admittedUntil,
        Instant joinedAt) {

    record Wait(long low, long high) {}
}
