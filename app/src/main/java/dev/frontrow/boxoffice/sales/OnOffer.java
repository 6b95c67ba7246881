package dev.frontrow.boxoffice.sales;

import java.util.List;
import java.util.Map;

/// What the box office can sell of a performance.
///
/// @param rows  seats by price level, dearest or cheapest first as the operator gave the levels
/// @param areas in the operator's order
/// @param kept  the notes of seats and places that are kept back, by label
public record OnOffer(List<OfferedRow> rows, List<OfferedArea> areas, Map<String, String> kept) {

    /// Seats of one row and price level, or places of an area that are kept back.
    public record OfferedRow(String level, long amountMinor, List<String> seats) {}

    /// @param left how many places are free
    public record OfferedArea(String area, String level, long amountMinor, int left) {}
}
