package dev.frontrow.boxoffice.lookup;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Seat;
import dev.frontrow.reservation.Reservations;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Where the tickets of an order can go.
@Component
class ReseatChoices {

    private static final int SHOWN_MAX = 200;

    /// The first free seats of a price level, in the order of the seat map.
    record Choice(String level, List<String> seats) {}

    private final Catalog catalog;
    private final Reservations reservations;

    ReseatChoices(Catalog catalog, Reservations reservations) {
        this.catalog = catalog;
        this.reservations = reservations;
    }

    /// One for each price level of valid tickets that have a seat; empty if none can move.
    List<Choice> of(LookedUpOrder order) {
        Long performanceId = order.concert().performanceId();
        List<String> levels = order.tickets().stream()
                .filter(LookedUpTicket::isMovable)
                .map(LookedUpTicket::priceLevel)
                .distinct()
                .toList();
        if (performanceId == null || levels.isEmpty()) {
            return List.of();
        }
        Set<String> free = reservations.freeSeats(performanceId);
        List<Seat> named = catalog.seatMap(performanceId).named();
        return levels.stream()
                .map(level -> new Choice(
                        level,
                        named.stream()
                                .filter(seat -> seat.priceLevel().equals(level) && free.contains(seat.seat()))
                                .map(Seat::seat)
                                .limit(SHOWN_MAX)
                                .toList()))
                .toList();
    }
}
