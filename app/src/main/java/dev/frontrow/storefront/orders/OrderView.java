package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.money.Money;
import dev.frontrow.payment.MoneyBack;
import dev.frontrow.payment.Order;
import dev.frontrow.storefront.SeatView;
import java.time.Instant;
import java.util.List;

/// An order with its performance.
///
/// @param lines     what each seat cost
/// @param moneyBack its refunds, the oldest first
public record OrderView(
        Order order,
        Concert concert,
        long performanceId,
        Instant startsAt,
        int art,
        List<SeatView> lines,
        List<TicketView> tickets,
        List<MoneyBack> moneyBack) {

    /// The tickets that were not refunded.
    public List<TicketView> validTickets() {
        return tickets.stream().filter(ticket -> !ticket.isRefunded()).toList();
    }

    /// What the order has cost in the end.
    public Money paid() {
        return order.amount().minus(order.refunded());
    }
}
