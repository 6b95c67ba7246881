package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.payment.Order;
import dev.frontrow.payment.Orders;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.storefront.ConcertView;
import dev.frontrow.storefront.ConcertViews;
import dev.frontrow.storefront.SeatView;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Orders as pages show them.
@Component
class OrderViews {

    private final Orders orders;
    private final Reservations reservations;
    private final Catalog catalog;
    private final ConcertViews concerts;
    private final TicketViews tickets;

    OrderViews(Orders orders, Reservations reservations, Catalog catalog, ConcertViews concerts, TicketViews tickets) {
        this.orders = orders;
        this.reservations = reservations;
        this.catalog = catalog;
        this.concerts = concerts;
        this.tickets = tickets;
    }

    OrderView of(Order order, UUID buyerId) {
        Hold hold = reservations.find(order.holdId(), buyerId).orElseThrow();
        ConcertView concert = concerts.ofPerformance(hold.performanceId());
        var performance = catalog.performance(hold.performanceId()).orElseThrow();
        var map = catalog.seatMap(hold.performanceId());
        return new OrderView(
                order,
                concert.concert(),
                hold.performanceId(),
                performance.startsAt(),
                concert.art(),
                SeatView.of(hold, map, concert.levels()),
                tickets.inOrder(reservations.ticketsOf(new HoldOfBuyer(order.holdId(), buyerId))),
                orders.moneyBack(order));
    }
}
