package dev.frontrow.seating;

import org.jspecify.annotations.Nullable;

/// The wish for seats side by side, wherever the best ones are.
///
/// @param priceLevel of all of them; null leaves it open
public record BestAvailable(int count, @Nullable String priceLevel) {}
