package dev.frontrow.seating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a statement has made of a seat, or found. Of one seat the greater version is the later one, because whoever
/// gives it a version has its row locked; versions of different seats say nothing about which was committed first.
///
/// @param firstOfHold whether it is the first of its hold's seats, by which running holds are counted
/// @param heldUntil   when a HELD seat is free again; null with every other status
public record SeatChange(
        long performanceId,
        String seat,
        SeatStatus status,
        long version,
        boolean firstOfHold,
        @Nullable Instant heldUntil) {}
