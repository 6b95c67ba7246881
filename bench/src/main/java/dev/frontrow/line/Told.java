package dev.frontrow.line;

import java.util.EnumMap;
import java.util.Map;

/// The quoted waits of all fans of a lane whose turn came.
///
/// @param first the first range that each fan was quoted
/// @param look  the range of one random poll of each fan
/// @param width average width of the first range, as a share of the wait
record Told(Coverage first, Coverage look, double width) {

    /// The shortest wait, in seconds, that a range's width is divided by.
    private static final int SHORTEST_WAIT = 60;

    static Map<Lane, Told> byLane(Fans fans) {
        Map<Lane, Told> told = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            told.put(lane, of(fans, lane));
        }
        return told;
    }

    private static Told of(Fans fans, Lane lane) {
        Count first = new Count();
        Count look = new Count();
        for (int fan = 0; fan < fans.count(); fan++) {
            int turn = fans.turnAt[fan];
            if (fans.lane(fan) == lane && fans.polls[fan] > 0 && turn != Fans.NEVER) {
                int wait = Math.max(SHORTEST_WAIT, turn - fans.joinedAt[fan]);
                first.add(fans.firstLow[fan], turn, fans.firstHigh[fan], wait);
                look.add(fans.lookLow[fan], turn, fans.lookHigh[fan], wait);
            }
        }
        return new Told(first.coverage(), look.coverage(), first.width / first.judged);
    }

    private static final class Count {
        private long hits;
        private long judged;
        private double width;

        void add(int low, int turn, int high, double wait) {
            if (high != Fans.NEVER) {
                judged++;
                hits += low <= turn && turn <= high ? 1 : 0;
                width += (high - low) / wait;
            }
        }

        Coverage coverage() {
            return new Coverage(hits, judged);
        }
    }
}
