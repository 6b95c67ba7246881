package dev.frontrow.waitingroom.documents;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// A place in line as its owner sees it.
///
/// @param lane        the place's lane
/// @param position    in the lane, from 1; absent before the opening and after the end
/// @param ahead       people ahead who still poll
/// @param waitSeconds range of the likely wait until the turn; right four times out of five
/// @param waitCause   what limits the line: `rate`, `back-off`, `capacity`, `stock`, `slower` (the line moves
/// slower than forecast), `paused`, `pre-queue`, `draw`
/// @param challenge   a proof of work that a suspect must solve before the turn
/// @param pollAfterMs when to poll again
@NamedInterface("documents")
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

    /// The same as `pollAfterMs`, rounded up to seconds, for the `Retry-After` header.
    public long retryAfterSeconds() {
        return Math.ceilDiv(pollAfterMs, 1_000);
    }
}
