package dev.frontrow.line;

import java.util.EnumMap;
import java.util.Map;

/// What the fans of a lane were told about their wait, of all whose turn came.
///
/// @param first the first range that each fan was told
/// @param look  the range of one random poll of each fan
/// @param width of the first range, on average, of the wait
record Told(Coverage first, Coverage look, double width) {

    /// The width of a range is compared with no shorter wait than this.
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
