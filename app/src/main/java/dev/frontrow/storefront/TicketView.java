package dev.frontrow.storefront;

import dev.frontrow.catalog.Concert;
import dev.frontrow.reservation.Ticket;
import java.time.Instant;
import java.util.UUID;

/// A ticket with its performance.
public record TicketView(Ticket ticket, Concert concert, Instant startsAt, SeatView seat, int art) {

    public UUID ticketId() {
        return ticket.ticketId();
    }
}
