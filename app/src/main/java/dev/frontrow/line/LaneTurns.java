package dev.frontrow.line;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which lane is next, by start-time fair queueing: the one that has had the least for its share. A lane that nobody
/// waited in has no claim to what it did not use; the other one keeps its own, however often that happens. Not
/// thread-safe: [Line] guards it.
final class LaneTurns {

    private final Map<Lane, Double> served = new EnumMap<>(Map.of(Lane.GENERAL, 0.0, Lane.PRIORITY, 0.0));

    /// Null where nobody waits.
    @Nullable
    Lane next(boolean generalWaits, boolean priorityWaits) {
        if (generalWaits && priorityWaits) {
            return served(Lane.PRIORITY) <= served(Lane.GENERAL) ? Lane.PRIORITY : Lane.GENERAL;
        }
        if (!generalWaits) {
            served.merge(Lane.GENERAL, served(Lane.PRIORITY), Math::max);
        }
        if (!priorityWaits) {
            served.merge(Lane.PRIORITY, served(Lane.GENERAL), Math::max);
        }
        return generalWaits ? Lane.GENERAL : priorityWaits ? Lane.PRIORITY : null;
    }

    /// The lane has had so much of its share.
    void called(Lane lane, double ofItsShare) {
        served.merge(lane, ofItsShare, Double::sum);
    }

    private double served(Lane lane) {
        return served.getOrDefault(lane, 0.0);
    }
}
