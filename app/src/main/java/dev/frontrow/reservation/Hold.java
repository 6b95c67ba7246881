package dev.frontrow.reservation;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Seats kept for one buyer until a time, at the catalog's prices. Immutable.
///
/// @param expiresAtMax latest end; an extension never goes beyond it
/// @param extended     whether the one extension is used
public record Hold(
        UUID holdId,
        UUID buyerId,
        long concertId,
        long performanceId,
        HoldStatus status,
        List<HeldSeat> seats,
        Money total,
        Instant expiresAt,
        Instant expiresAtMax,
        boolean extended) {

    public record HeldSeat(String seat, long amountMinor) {}

    /// The effective status: a hold past its deadline is EXPIRED, whether or not the sweep has recorded it.
    public HoldStatus statusAt(Instant now) {
        return status == HoldStatus.HELD && !now.isBefore(expiresAt) ? HoldStatus.EXPIRED : status;
    }

    /// Whether the buyer may still extend the hold, provided its sections are not under pressure.
    public boolean isExtendableAt(Instant now) {
        return statusAt(now) == HoldStatus.HELD && !extended && expiresAt.isBefore(expiresAtMax);
    }

    Hold extendedUntil(Instant until) {
        return new Hold(holdId, buyerId, concertId, performanceId, status, seats, total, until, expiresAtMax, true);
    }

    public List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }
}
