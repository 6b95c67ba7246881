package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import java.util.Arrays;

/// Measures the cost of computing a drawn position.
public final class DrawCost {

    private static final int ROUNDS = 9;
    private static final int CALLS = 100_000;
    private static final byte[] SEED = new byte[32];

    private DrawCost() {}

    /// Returns the microseconds for one position in a draw of this size: the median of several rounds after a
    /// warm-up.
    public static double micros(long size) {
        var order = new DrawOrder(SEED, Lane.GENERAL, size);
        double[] rounds = new double[ROUNDS];
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                sum += order.positionOf(1 + call % size);
            }
            rounds[round] = (System.nanoTime() - began) / 1e3 / CALLS;
        }
        if (sum < (long) ROUNDS * CALLS) {
            throw new IllegalStateException("positions begin with 1");
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
