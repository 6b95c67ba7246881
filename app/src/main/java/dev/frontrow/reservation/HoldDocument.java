package dev.frontrow.reservation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A hold as the API shows it.
record HoldDocument(
        UUID holdId,
        long performanceId,
        List<Hold.HeldSeat> seats,
        long totalMinor,
        String currency,
        HoldStatus status,
        Instant expiresAt,

        @Schema(description = "Whether it still has its one extension.")
        boolean extendable) {}
