package dev.frontrow.reservation.withheld;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A seat or a place that is kept back.
///
/// @param seat   label of the row, also of a place
/// @param area   null for a seat
/// @param freeAt when it is free by itself; null: when an operator releases it
record WithheldSeat(
        String seat,
        @Nullable String area,
        String reason,
        UUID withheldBy,
        Instant withheldAt,
        @Nullable Instant freeAt) {}
