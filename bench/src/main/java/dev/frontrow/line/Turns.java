package dev.frontrow.line;

import java.util.Arrays;

/// Checks, from what the fans see, that a lane is served in order: no fan waits while one further back is
/// admitted.
final class Turns {

    private int furthest;
    private int outOfTurn;

    /// The fan with this rank has been admitted.
    void letIn(int rank) {
        furthest = Math.max(furthest, rank);
    }

    /// The fan with this rank has been told to wait.
    void waits(int rank) {
        if (rank < furthest) {
            outOfTurn++;
        }
    }

    /// The line has moved; it must never move back.
    void moved(long from, long to) {
        if (to < from) {
            outOfTurn++;
        }
    }

    int outOfTurn() {
        return outOfTurn;
    }

    /// Kendall's tau of rank and turn: (pairs in order − pairs out of order) / all pairs. Fans whose turns came
    /// in the same second are in order.
    ///
    /// @param turns the second of each turn, in the order of ranks
    static double kendallTau(int[] turns) {
        long pairs = (long) turns.length * (turns.length - 1) / 2;
        return pairs == 0 ? 1 : 1 - 2.0 * inversions(turns.clone()) / pairs;
    }

    /// Counts inversions by merge sort.
    private static long inversions(int[] values) {
        if (values.length < 2) {
            return 0;
        }
        int[] left = Arrays.copyOf(values, values.length / 2);
        int[] right = Arrays.copyOfRange(values, values.length / 2, values.length);
        long count = inversions(left) + inversions(right);
        int l = 0;
        int r = 0;
        for (int i = 0; i < values.length; i++) {
            if (r == right.length || l < left.length && left[l] <= right[r]) {
                values[i] = left[l++];
            } else {
                values[i] = right[r++];
                count += left.length - l;
            }
        }
        return count;
    }
}
