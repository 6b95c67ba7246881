package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.payment.Order;
import dev.frontrow.storefront.SeatView;
import java.time.Instant;
import java.util.List;

/// An order with its performance.
///
/// @param lines what each seat cost
public record OrderView(
        Order order,
        Concert concert,
        long performanceId,
        Instant startsAt,
        int art,
        List<SeatView> lines,
        List<TicketView> tickets) {}
