package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold.HeldSeat;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A wish for seats that exist, on sale, at the catalog's prices. Whether they are free is for the database to say.
///
/// @param payableUntil when the buyer's admission ends at the latest: no hold is worth anything after that
record WantedHold(UUID buyerId, Concert concert, long performanceId, List<HeldSeat> seats, Instant payableUntil) {

    List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }

    /// The seats of these labels with the prices that the map names.
    static List<HeldSeat> priced(List<String> labels, SeatMap seatMap) {
        return labels.stream()
                .map(seatMap::seat)
                .map(Objects::requireNonNull)
                .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                .toList();
    }
}
