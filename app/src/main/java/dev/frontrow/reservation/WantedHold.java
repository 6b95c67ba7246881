package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.reservation.Hold.HeldSeat;
import java.util.List;
import java.util.UUID;

/// A wish for seats that exist, on sale, at the catalog's prices. Whether they are free is for the database to say.
record WantedHold(UUID buyerId, Concert concert, long performanceId, List<HeldSeat> seats) {

    List<String> labels() {
        return seats.stream().map(HeldSeat::seat).toList();
    }
}
