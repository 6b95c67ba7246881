package dev.frontrow.line;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chooses the next lane by start-time fair queueing: the one that has had the least of its share. An idle lane
/// saves up no credit; the other lane keeps its own, however often that happens. Not thread-safe: [Line] guards
/// it.
final class LaneTurns {

    private final Map<Lane, Double> served = new EnumMap<>(Map.of(Lane.GENERAL, 0.0, Lane.PRIORITY, 0.0));

    /// Null if both lanes are empty.
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

    /// Charges the lane for a call.
    ///
    /// @param ofItsShare arrivals divided by the lane's share
    void called(Lane lane, double ofItsShare) {
        served.merge(lane, ofItsShare, Double::sum);
    }

    private double served(Lane lane) {
        return served.getOrDefault(lane, 0.0);
    }
}
