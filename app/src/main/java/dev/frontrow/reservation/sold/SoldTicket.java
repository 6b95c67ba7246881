package dev.frontrow.reservation.sold;

import dev.frontrow.reservation.Ticket;
import java.util.UUID;

/// A ticket with its buyer and what was paid for it.
public record SoldTicket(Ticket ticket, UUID buyerId, long amountMinor) {

    public UUID ticketId() {
        return ticket.ticketId();
    }
}
