package dev.frontrow.reservation;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.seating.BestAvailable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A command to hold all named seats of a performance, or the best available ones; all or nothing.
///
/// @param scope  what the buyer is admitted to
/// @param labels distinct labels; empty if the best seats are asked for
/// @param best   null if seats are named
public record HoldCommand(
        UUID buyerId,
        SaleScope scope,
        long performanceId,
        List<String> labels,
        @Nullable BestAvailable best) {

    public HoldCommand(UUID buyerId, SaleScope scope, long performanceId, List<String> labels) {
        this(buyerId, scope, performanceId, labels, null);
    }

    int count() {
        return best == null ? labels.size() : best.count();
    }
}
