package dev.frontrow.waitingroom;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Turns a point forecast into a range that holds the truth four times out of five. It compares earlier forecasts with
/// what came true, apart for each order of magnitude of the wait, and takes the tenth and the ninetieth percentile of
/// the ratio: the split-conformal method, over a sliding window. Not thread-safe: [Room] guards it.
final class Calibration {

    /// A wait as a range, in seconds.
    record Range(double low, double high) {}

    private static final double SHORTEST_SECONDS = 16;
    private static final int HORIZONS = 12;
    private static final int RATIOS_KEPT = 120;
    private static final int RATIOS_MIN = 12;
    private static final double LOW_PERCENTILE = 0.07;
    private static final double HIGH_PERCENTILE = 0.93;
    private static final int SECONDS_BETWEEN_SAMPLES = 5;
    /// Before anything came true; the spread found in the simulation's many worlds.
    private static final double LOW_AT_FIRST = -0.12;
    private static final double HIGH_AT_FIRST = 0.08;
    /// A range that only shorter waits have proved is this much wider for each doubling of the wait.
    private static final double WIDER_PER_HORIZON = 1.15;

    private record Sample(int second, double forecast) {}

    private final double[][] logRatios = new double[HORIZONS][RATIOS_KEPT];
    private final long[] judged = new long[HORIZONS];
    private final double[] low = new double[HORIZONS];
    private final double[] high = new double[HORIZONS];
    private final int[] sampledAt = new int[HORIZONS];

    Calibration() {
        Arrays.fill(low, LOW_AT_FIRST);
        Arrays.fill(high, HIGH_AT_FIRST);
        Arrays.fill(sampledAt, -SECONDS_BETWEEN_SAMPLES);
    }

    Range range(double wait) {
        int horizon = horizon(wait);
        return new Range(wait * Math.exp(low[horizon]), wait * Math.exp(high[horizon]));
    }

    /// Forecasts of one lane that have not come due, by position.
    final class Pending {

        private final TreeMap<Long, Sample> byPosition = new TreeMap<>();

        /// Remembers a forecast now and then.
        void sample(long position, int second, double wait) {
            int horizon = horizon(wait);
            if (second - sampledAt[horizon] >= SECONDS_BETWEEN_SAMPLES && wait >= 1) {
                sampledAt[horizon] = second;
                byPosition.put(position, new Sample(second, wait));
            }
        }

        /// Everybody's turn up to this position has come.
        void judge(long position, int second) {
            Map.Entry<Long, Sample> due = byPosition.firstEntry();
            while (due != null && due.getKey() <= position) {
                byPosition.pollFirstEntry();
                Sample sample = due.getValue();
                learn(sample.forecast(), Math.max(1, second - sample.second()));
                due = byPosition.firstEntry();
            }
        }

        /// Forgets what can not be judged any more, because the world has changed.
        void clear() {
            byPosition.clear();
        }
    }

    private void learn(double forecast, double truth) {
        int horizon = horizon(forecast);
        logRatios[horizon][(int) (judged[horizon]++ % RATIOS_KEPT)] = Math.log(truth / forecast);
        if (judged[horizon] >= RATIOS_MIN) {
            double[] sorted = Arrays.copyOf(logRatios[horizon], (int) Math.min(judged[horizon], RATIOS_KEPT));
            Arrays.sort(sorted);
            low[horizon] = percentile(sorted, LOW_PERCENTILE);
            high[horizon] = percentile(sorted, HIGH_PERCENTILE);
            extrapolate(horizon);
        }
    }

    private void extrapolate(int from) {
        for (int horizon = from + 1; horizon < HORIZONS && judged[horizon] < RATIOS_MIN; horizon++) {
            double middle = (low[horizon - 1] + high[horizon - 1]) / 2;
            double half = (high[horizon - 1] - low[horizon - 1]) / 2 * WIDER_PER_HORIZON;
            low[horizon] = middle - half;
            high[horizon] = middle + half;
        }
    }

    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (above - sorted[below]) * (at - below);
    }

    private static int horizon(double wait) {
        return Math.clamp(Math.getExponent(wait / SHORTEST_SECONDS) + 1, 0, HORIZONS - 1);
    }
}
