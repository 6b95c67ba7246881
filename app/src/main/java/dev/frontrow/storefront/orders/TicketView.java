package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.SeatView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket with its performance.
///
/// @param gate      the entrance that leads to its seat; null where the plan of the house names none
/// @param moneyBack what went back for it; null while it is valid
public record TicketView(
        Ticket ticket,
        Concert concert,
        Instant startsAt,
        SeatView seat,
        int art,
        @Nullable String gate,
        @Nullable Money moneyBack) {

    public boolean isRefunded() {
        return !ticket.isValid();
    }

    public UUID ticketId() {
        return ticket.ticketId();
    }
}
