package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold.HeldArea;
import dev.frontrow.reservation.Hold.HeldSeat;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A [HoldCommand] that passed the checks in memory: known seats and areas on sale, at the catalog's prices. The
/// database decides what is free.
///
/// @param payableUntil latest end of the buyer's admission; a hold is useless after it
/// @param areas        places wanted of each area; which ones is decided under the locks
record CheckedCommand(
        UUID buyerId,
        Concert concert,
        long performanceId,
        List<HeldSeat> seats,
        List<HeldArea> areas,
        Instant payableUntil) {

    List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }

    /// Seats and places together.
    int count() {
        return seats.size() + areas.stream().mapToInt(HeldArea::quantity).sum();
    }

    /// The seats of these labels, with the map's prices. Every label must be on the map.
    static List<HeldSeat> priced(List<String> labels, SeatMap seatMap) {
        return labels.stream()
                .map(seatMap::seat)
                .map(Objects::requireNonNull)
                .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                .toList();
    }

    /// So many places of these areas, with the map's prices. Every area must be on the map.
    static List<HeldArea> pricedAreas(List<AreaQuantity> areas, SeatMap seatMap) {
        return areas.stream()
                .map(wanted -> new HeldArea(
                        wanted.area(),
                        wanted.quantity(),
                        Objects.requireNonNull(seatMap.area(wanted.area())).amountMinor()))
                .toList();
    }
}
