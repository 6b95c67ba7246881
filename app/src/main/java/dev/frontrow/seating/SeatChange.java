package dev.frontrow.seating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A seat's state as a statement wrote or read it. Of one seat, the greater version is the later one, because a
/// version is only given under the row lock. Versions of different seats say nothing about the order of commits.
///
/// @param firstOfHold whether it is the first seat of its hold; running holds are counted by it
/// @param heldUntil   when a HELD seat becomes free again; null with every other status
public record SeatChange(
        long performanceId,
        String seat,
        SeatStatus status,
        long version,
        boolean firstOfHold,
        @Nullable Instant heldUntil) {}
