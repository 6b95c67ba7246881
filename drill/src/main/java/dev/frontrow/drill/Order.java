package dev.frontrow.drill;

import java.util.ArrayList;
import java.util.List;

/// Whether fans were served in the order of their places.
final class Order {

    private Order() {}

    /// Kendall's tau of places and turns: (pairs in order − pairs out of order) / all pairs. Turns that were noticed
    /// at the same moment are in order.
    ///
    /// @param turns when each turn came, in the order of the places
    static double kendallTau(List<Long> turns) {
        long pairs = (long) turns.size() * (turns.size() - 1) / 2;
        return pairs == 0 ? 1 : 1 - 2.0 * inversions(new ArrayList<>(turns)) / pairs;
    }

    /// Counts inversions by inserting each into a sorted list.
    private static long inversions(List<Long> turns) {
        long count = 0;
        List<Long> sorted = new ArrayList<>();
        for (long turn : turns) {
            int before = insertionPoint(sorted, turn);
            count += sorted.size() - before;
            sorted.add(before, turn);
        }
        return count;
    }

    /// Behind all that are not later.
    private static int insertionPoint(List<Long> sorted, long turn) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle) <= turn) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
