package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import org.jspecify.annotations.Nullable;

/// What the operator has set for a room.
///
/// @param steeredPhase null while the clock alone decides
record RoomSettings(
        @Nullable Phase steeredPhase,
        int capacity,
        int admitPerMinute,
        int priorityPercent,
        boolean inviteOnly,
        ChallengeMode challenge,
        @Nullable String message,
        boolean holdsFrozen) {}
