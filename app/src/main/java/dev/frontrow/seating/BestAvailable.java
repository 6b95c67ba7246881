package dev.frontrow.seating;

import org.jspecify.annotations.Nullable;

/// A request for the best adjacent seats.
///
/// @param priceLevel price level of all the seats; null means any
public record BestAvailable(int count, @Nullable String priceLevel) {}
