package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.SeatView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket with its performance.
///
/// @param gate the entrance that leads to its seat; null where the plan of the house names none
public record TicketView(
        Ticket ticket,
        Concert concert,
        Instant startsAt,
        SeatView seat,
        int art,
        @Nullable String gate) {

    public UUID ticketId() {
        return ticket.ticketId();
    }
}
