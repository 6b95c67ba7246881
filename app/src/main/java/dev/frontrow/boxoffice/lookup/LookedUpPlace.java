package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in line.
///
/// @param position      where it stands in its lane: as drawn, or else its number
/// @param state         as it is now; one whose admission is over is EXPIRED
/// @param admittedAt    absent also where it was not kept
/// @param alertAsked    whether a browser will be told when its turn comes; that it was told is not kept
record LookedUpPlace(
        String placeId,
        KnownBuyer buyer,
        LookedUpConcert concert,
        String lane,
        long number,
        long position,
        String state,
        boolean challenged,
        Instant joinedAt,
        @Nullable Instant admittedAt,
        @Nullable Instant admittedUntil,
        boolean alertAsked) {}
