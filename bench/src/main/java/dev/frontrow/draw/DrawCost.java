package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import java.util.Arrays;

/// What it costs to say where a registration was drawn to.
public final class DrawCost {

    private static final int ROUNDS = 9;
    private static final int CALLS = 100_000;
    private static final byte[] SEED = new byte[32];

    private DrawCost() {}

    /// Microseconds for one position of a draw of that size: the median of some rounds, of which the first warm up.
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
