package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold.HeldSeat;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A [HoldCommand] that passed the checks in memory: known seats on sale, at the catalog's prices. The database
/// decides whether they are free.
///
/// @param payableUntil latest end of the buyer's admission; a hold is useless after it
record CheckedCommand(UUID buyerId, Concert concert, long performanceId, List<HeldSeat> seats, Instant payableUntil) {

    List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }

    /// The seats of these labels, with the map's prices. Every label must be on the map.
    static List<HeldSeat> priced(List<String> labels, SeatMap seatMap) {
        return labels.stream()
                .map(seatMap::seat)
                .map(Objects::requireNonNull)
                .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                .toList();
    }
}
