package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in line.
///
/// @param state         as it is now; one whose admission is over is EXPIRED
/// @param admittedAt    absent also where it was not kept
/// @param alertAsked    whether a browser will be told when its turn comes; that it was told is not kept
record LookedUpPlace(
        String placeId,
        KnownBuyer buyer,
        LookedUpConcert concert,
        String lane,
        long number,
        String state,
        boolean challenged,
        Instant joinedAt,
        @Nullable Instant admittedAt,
        @Nullable Instant admittedUntil,
        boolean alertAsked) {}
