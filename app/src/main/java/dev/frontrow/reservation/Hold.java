package dev.frontrow.reservation;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Seats kept for one buyer until a time, at the catalog's prices.
public record Hold(
        UUID holdId,
        UUID buyerId,
        long concertId,
        long performanceId,
        HoldStatus status,
        List<HeldSeat> seats,
        Money total,
        Instant expiresAt) {

    public record HeldSeat(String seat, long amountMinor) {}

    /// The status that counts: a hold past its time is over whether or not a sweep has come by.
    public HoldStatus statusAt(Instant now) {
        return status == HoldStatus.HELD && !now.isBefore(expiresAt) ? HoldStatus.EXPIRED : status;
    }

    List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }
}
