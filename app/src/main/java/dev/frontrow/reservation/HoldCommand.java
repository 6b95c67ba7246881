package dev.frontrow.reservation;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.seating.BestAvailable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A command to hold all named seats of a performance and so many places of its areas, or the best available
/// seats; all or nothing.
///
/// @param scope  what the buyer is admitted to
/// @param labels distinct labels; empty if the best seats are asked for
/// @param areas  distinct areas; empty if the best seats are asked for
/// @param best   null if seats or areas are named
public record HoldCommand(
        UUID buyerId,
        SaleScope scope,
        long performanceId,
        List<String> labels,
        List<AreaQuantity> areas,
        @Nullable BestAvailable best) {

    /// So many places of an area.
    public record AreaQuantity(String area, int quantity) {}

    public HoldCommand(UUID buyerId, SaleScope scope, long performanceId, List<String> labels) {
        this(buyerId, scope, performanceId, labels, List.of(), null);
    }

    int count() {
        return best == null
                ? labels.size()
                        + areas.stream().mapToInt(AreaQuantity::quantity).sum()
                : best.count();
    }
}
