package dev.frontrow.reservation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold as the API shows it.
record HoldDocument(
        UUID holdId,
        long performanceId,
        List<Hold.HeldSeat> seats,

        @Schema(description = "Left out where the hold has no places of areas.") @Nullable
        List<Hold.HeldArea> areas,

        long totalMinor,
        String currency,
        HoldStatus status,
        Instant expiresAt,

        @Schema(description = "Whether it still has its one extension.")
        boolean extendable) {}
