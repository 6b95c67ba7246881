package dev.frontrow.drill;

import dev.frontrow.drill.Story.Turn;
import java.util.concurrent.TimeUnit;

/// A time in which a node could not know what the others did. Times are those of [System#nanoTime].
///
/// @param node its index; -1 for all
record Outage(int node, long fromNanos, long untilNanos) {

    static final int ALL = -1;
    /// A node that is not cut off may be so far behind the others.
    static final long BEHIND_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    /// Whether a fan was told to wait by a node that could not know better.
    boolean excuses(Turn turn) {
        return (node == ALL || node == turn.waitedAt())
                && turn.waitedNanos() - fromNanos >= 0
                && untilNanos + BEHIND_NANOS_MAX - turn.waitedNanos() >= 0;
    }
}
