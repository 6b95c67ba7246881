package dev.frontrow.waitingroom;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in line as its owner sees it.
///
/// @param lane        where it stands
/// @param ahead       people ahead who still ask after their place
/// @param waitSeconds from the soonest to the latest likely time until the turn; true four times out of
/// five
/// @param waitCause   why it takes that long: `rate`, `back-off`, `capacity`, `stock`, `slower` (the line
///                    moves slower than was foreseen), `paused`, `pre-queue`, `draw`
/// @param challenge   to be solved before the turn, by a buyer under suspicion
/// @param pollAfterMs when to ask again
public record PlaceDocument(
        String queueToken,
        PlaceState state,
        Lane lane,
        @Nullable Long position,
        @Nullable Long ahead,
        @Nullable Wait waitSeconds,
        @Nullable String waitCause,
        @Nullable Challenge challenge,
        long pollAfterMs,
        @Nullable Instant admittedUntil,
        Instant joinedAt) {

    public record Wait(long low, long high) {}

    /// For those who go by the header.
    public long retryAfterSeconds() {
        return Math.ceilDiv(pollAfterMs, 1_000);
    }
}
