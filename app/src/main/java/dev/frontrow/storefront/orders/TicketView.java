package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.SeatView;
import java.time.Instant;
import java.util.UUID;

/// A ticket with its performance.
public record TicketView(Ticket ticket, Concert concert, Instant startsAt, SeatView seat, int art) {

    public UUID ticketId() {
        return ticket.ticketId();
    }
}
