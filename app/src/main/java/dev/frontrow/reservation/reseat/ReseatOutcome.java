package dev.frontrow.reservation.reseat;

import java.time.Instant;
import java.util.UUID;

/// The outcome of moving a ticket.
sealed interface ReseatOutcome {

    /// The ticket has another seat and another code.
    record Moved(UUID ticketId, long performanceId, String from, String seat, Instant movedAt)
            implements ReseatOutcome {}

    record TicketUnknown() implements ReseatOutcome {}

    record TicketRefunded() implements ReseatOutcome {}

    /// The ticket is for a place of an area, which has no label.
    record PlaceOfArea() implements ReseatOutcome {}

    record PerformanceCancelled() implements ReseatOutcome {}

    /// The performance has no such seat.
    record SeatUnknown(String seat) implements ReseatOutcome {}

    /// The seat costs something else.
    record OtherPriceLevel(String seat) implements ReseatOutcome {}

    /// Somebody has the seat, or it is not for sale without being kept back by hand.
    record SeatTaken(String seat) implements ReseatOutcome {}
}
