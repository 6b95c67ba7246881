package dev.frontrow.line;

import dev.frontrow.catalog.Stock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the room knows of the shop behind it, looked at once a tick.
///
/// @param stock what is left; none where nobody counts it
/// @param calls holds and payments since the last look
/// @param p99   the time that one in a hundred of them exceeded
public record Shop(@Nullable Stock stock, long calls, Duration p99) {

    static final Shop UNKNOWN = new Shop(null, 0, Duration.ZERO);
}
