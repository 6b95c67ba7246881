package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
        @Nullable @Size(max = 500) String message,
        @Nullable Boolean freezeHolds,

        @Nullable @Pattern(regexp = "[!-~]([ -~]{0,298}[!-~])?")
        String beacon) {}
