package dev.frontrow.catalog;

/// The smallest sellable place of a performance.
///
/// @param seat the label, unique in its performance: `1` or `A-12-7`
public record Seat(String seat, String section, String row, String number, String priceLevel, long amountMinor) {}
