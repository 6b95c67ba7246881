package dev.frontrow.reservation.sold;

import java.util.List;

/// The tickets of a performance that can still be refunded.
///
/// @param orders with valid tickets
public record ValidTickets(long orders, List<AtPrice> prices) {

    /// So many tickets of one price.
    public record AtPrice(long priceMinor, long tickets) {}
}
