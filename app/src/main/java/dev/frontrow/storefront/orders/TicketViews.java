package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.payment.Orders;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.ConcertView;
import dev.frontrow.storefront.ConcertViews;
import dev.frontrow.storefront.Page;
import dev.frontrow.storefront.SeatView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Tickets as pages show them, and their seats in words.
@Component
class TicketViews {

    private final Catalog catalog;
    private final ConcertViews concerts;
    private final Orders orders;
    private final MessageSource messages;

    TicketViews(Catalog catalog, ConcertViews concerts, Orders orders, MessageSource messages) {
        this.catalog = catalog;
        this.concerts = concerts;
        this.orders = orders;
        this.messages = messages;
    }

    /// Tickets of one performance in the order of its seat map.
    List<TicketView> inOrder(List<Ticket> tickets) {
        if (tickets.isEmpty()) {
            return List.of();
        }
        var map = catalog.seatMap(tickets.getFirst().performanceId());
        return tickets.stream()
                .sorted(Comparator.comparing(Ticket::seat, SeatView.inOrderOf(map)))
                .map(this::view)
                .toList();
    }

    TicketView view(Ticket ticket) {
        ConcertView concert = concerts.ofPerformance(ticket.performanceId());
        var performance = catalog.performance(ticket.performanceId()).orElseThrow();
        var map = catalog.seatMap(ticket.performanceId());
        SeatView seat = SeatView.of(ticket.seat(), 0, map, concert.levels());
        return new TicketView(
                ticket,
                concert.concert(),
                performance.startsAt(),
                seat,
                concert.art(),
                gate(seat.section(), map),
                ticket.isValid() ? null : orders.moneyBackFor(ticket.ticketId()).orElse(null));
    }

    /// Sections and areas share their names.
    private static @Nullable String gate(String section, SeatMap map) {
        var drawing = map.plan().drawing();
        return Stream.concat(
                        drawing.sections().stream()
                                .filter(shape -> shape.section().equals(section))
                                .map(shape -> Optional.ofNullable(shape.gate())),
                        drawing.areas().stream()
                                .filter(shape -> shape.area().equals(section))
                                .map(shape -> Optional.ofNullable(shape.gate())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /// Moves of tickets of one performance.
    List<MoveLine> lines(List<Ticket.Move> moves, long performanceId, Page page) {
        if (moves.isEmpty()) {
            return List.of();
        }
        ConcertView concert = concerts.ofPerformance(performanceId);
        SeatMap map = catalog.seatMap(performanceId);
        return moves.stream()
                .map(move -> new MoveLine(
                        move.movedAt(),
                        words(SeatView.of(move.from(), 0, map, concert.levels()), page),
                        words(SeatView.of(move.to(), 0, map, concert.levels()), page)))
                .toList();
    }

    /// Such as `Section A, row 12, seat 7`.
    String words(SeatView seat, Page page) {
        String section = seat.section();
        return words(
                "seat.in." + seat.words(),
                page,
                page.lettered(section) ? words("seat.section", page, section) : section,
                seat.row(),
                seat.number());
    }

    String words(String key, Page page, Object... arguments) {
        return messages.getMessage(key, arguments, page.language());
    }
}
