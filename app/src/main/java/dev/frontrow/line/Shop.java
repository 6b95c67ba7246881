package dev.frontrow.line;

import dev.frontrow.catalog.Stock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The state of the shop, read once per tick.
///
/// @param stock what is left; null if it was not counted
/// @param calls holds and payments since the last tick
/// @param p99   their 99th percentile latency
public record Shop(@Nullable Stock stock, long calls, Duration p99) {

    static final Shop UNKNOWN = new Shop(null, 0, Duration.ZERO);
}
