package dev.frontrow.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a concert is on sale and how fast buyers are let in, as it was planned; the operator may steer the waiting room
/// away from it during the night.
///
/// @param preQueueOpensAt from when buyers may gather before the opening; none: nobody gets a place before `opensAt`
/// @param capacity        how many admitted buyers may be shopping at once
public record OnSale(
        @Nullable Instant preQueueOpensAt,
        Instant opensAt,
        @Nullable Instant closesAt,
        int capacity,
        int admitPerMinute) {

    /// The phase by the clock alone, before any word of the operator.
    public Phase phaseAt(Instant now) {
        if (closesAt != null && !now.isBefore(closesAt)) {
            return Phase.CLOSED;
        }
        if (!now.isBefore(opensAt)) {
            return Phase.OPEN;
        }
        return preQueueOpensAt != null && !now.isBefore(preQueueOpensAt) ? Phase.PRE_QUEUE : Phase.SCHEDULED;
    }
}
