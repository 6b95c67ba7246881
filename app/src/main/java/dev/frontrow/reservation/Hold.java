package dev.frontrow.reservation;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Seats kept for one buyer until a time, at the catalog's prices.
///
/// @param expiresAtMax beyond which it is not extended
/// @param extended     whether it has had its one extension
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

    /// The status that counts: a hold past its time is over whether or not a sweep has come by.
    public HoldStatus statusAt(Instant now) {
        return status == HoldStatus.HELD && !now.isBefore(expiresAt) ? HoldStatus.EXPIRED : status;
    }

    /// Whether its buyer may still ask for more time, if others leave them any.
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
