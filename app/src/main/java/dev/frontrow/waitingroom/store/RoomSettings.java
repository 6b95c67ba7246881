package dev.frontrow.waitingroom.store;

import dev.frontrow.catalog.Phase;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import org.jspecify.annotations.Nullable;

/// A room's settings, made by the operator.
///
/// @param steeredPhase null while the clock alone decides
public record RoomSettings(
        @Nullable Phase steeredPhase,
        int capacity,
        int admitPerMinute,
        int priorityPercent,
        boolean inviteOnly,
        ChallengeMode challenge,
        @Nullable String message,
        boolean holdsFrozen) {

    /// Whether the sale stands still and nobody loses anything by it: paused, with frozen holds.
    public boolean isIncident() {
        return steeredPhase == Phase.PAUSED && holdsFrozen;
    }
}
