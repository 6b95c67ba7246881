package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.text.PlainText;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.store.RoomSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change of a room. Absent fields stay as they are; a blank message removes the message. A beacon is printable
/// ASCII without leading or trailing blanks, so that everybody who checks the draw gets the same bytes.
record SteerForm(
        @Nullable Phase phase,
        @Nullable @Min(1) @Max(1_000_000) Integer admitPerMinute,
        @Nullable @Min(1) @Max(1_000_000) Integer capacity,
        @Nullable @Min(1) @Max(99) Integer priorityPercent,
        @Nullable Boolean inviteOnly,
        @Nullable ChallengeMode challenge,
        @Nullable @Size(max = MESSAGE_MAX) String message,
        @Nullable Boolean freezeHolds,

        @Nullable @Pattern(regexp = "[!-~]([ -~]{0,298}[!-~])?")
        String beacon) {

    private static final int MESSAGE_MAX = 500;

    /// The settings after the change.
    ///
    /// @param steeredPhase the phase after the change; null while the clock alone decides
    RoomSettings applyTo(RoomSettings before, @Nullable Phase steeredPhase) {
        return new RoomSettings(
                steeredPhase,
                Objects.requireNonNullElse(capacity, before.capacity()),
                Objects.requireNonNullElse(admitPerMinute, before.admitPerMinute()),
                Objects.requireNonNullElse(priorityPercent, before.priorityPercent()),
                Objects.requireNonNullElse(inviteOnly, before.inviteOnly()),
                Objects.requireNonNullElse(challenge, before.challenge()),
                message == null ? before.message() : shown(message),
                Objects.requireNonNullElse(freezeHolds, before.holdsFrozen()));
    }

    private static @Nullable String shown(String message) {
        return message.isBlank() ? null : PlainText.lines("message", message, MESSAGE_MAX);
    }
}
