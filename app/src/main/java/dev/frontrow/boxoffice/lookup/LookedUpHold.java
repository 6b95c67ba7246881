package dev.frontrow.boxoffice.lookup;

import dev.frontrow.reservation.HoldStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold of any buyer, as an operator sees it.
///
/// @param status  as it is now, whether or not its end has been recorded
/// @param seats   labels of seats, and for each place of an area the area's name
/// @param endedAt when it was paid or given up
record LookedUpHold(
        UUID holdId,
        KnownBuyer buyer,
        LookedUpConcert concert,
        HoldStatus status,
        List<String> seats,
        long totalMinor,
        String currency,
        Instant heldAt,
        Instant expiresAt,
        boolean extended,
        @Nullable Instant endedAt,
        List<LookedUpPayment> payments) {}
