package dev.frontrow.line;

import java.util.Arrays;

/// Errors of past forecasts, by order of magnitude of the wait: the latest ratios of true wait to forecast, as
/// logarithms. Not thread-safe: [Line] guards it.
final class Evidence {

    /// The range that nearly always contains the truth, as logarithms of its ratio to the forecast.
    record Band(double low, double high) {

        Band within(double most) {
            return new Band(Math.clamp(low, -most, most), Math.clamp(high, -most, most));
        }

        private Band towards(Band other, double weight) {
            return new Band(low + (other.low - low) * weight, high + (other.high - high) * weight);
        }
    }

    /// A forecast made at `second`.
    record Sample(int second, double forecast, boolean steady) {}

    private static final double SHORTEST_SECONDS = 16;
    private static final int HORIZONS = 12;
    private static final int RATIOS_KEPT = 120;
    private static final int RATIOS_MIN = 6;
    /// With this many observations the evidence weighs as much as the starting band.
    private static final double WEIGHT_OF_START = 20;
    private static final double OUTSIDE = 0.03;
    /// Widens the observed band: forecasts made at the same time err together, so the future varies more than the
    /// sample.
    private static final double WIDER = 0.25;
    private static final double NARROWEST = 0.02;
    private static final int SECONDS_BETWEEN_SAMPLES = 5;
    /// Evidence from shorter waits loses half its weight with each doubling of the wait.
    private static final double LESS_PER_HORIZON = 0.5;

    private final double[][] logRatios = new double[HORIZONS][RATIOS_KEPT];
    private final long[] judged = new long[HORIZONS];
    private final double[] low = new double[HORIZONS];
    private final double[] high = new double[HORIZONS];
    private final int[] sampledAt = new int[HORIZONS];

    Evidence() {
        Arrays.fill(sampledAt, -SECONDS_BETWEEN_SAMPLES);
    }

    /// Whether to sample a forecast of this wait now. At most one per five seconds and horizon.
    boolean wants(double wait, int second) {
        int horizon = horizon(wait);
        if (wait < 1 || second - sampledAt[horizon] < SECONDS_BETWEEN_SAMPLES) {
            return false;
        }
        sampledAt[horizon] = second;
        return true;
    }

    /// Judges a sample whose turn came at `second`.
    void learn(Sample sample, int second) {
        int horizon = horizon(sample.forecast());
        double truth = Math.max(1, second - sample.second());
        logRatios[horizon][(int) (judged[horizon]++ % RATIOS_KEPT)] = Math.log(truth / sample.forecast());
        double[] sorted = Arrays.copyOf(logRatios[horizon], (int) Math.min(judged[horizon], RATIOS_KEPT));
        Arrays.sort(sorted);
        double least = percentile(sorted, OUTSIDE);
        double most = percentile(sorted, 1 - OUTSIDE);
        double more = NARROWEST + (most - least) * WIDER;
        low[horizon] = least - more;
        high[horizon] = most + more;
    }

    /// Moves the starting band towards the observed one; the more observations, the further.
    ///
    /// @param trust weight of this evidence, 0 to 1
    Band narrow(Band start, double wait, double trust) {
        int horizon = horizon(wait);
        int known = horizon;
        while (known >= 0 && judged[known] < RATIOS_MIN) {
            known--;
        }
        if (known < 0) {
            return start;
        }
        double seen = Math.min(judged[known], RATIOS_KEPT);
        double weight = seen / (seen + WEIGHT_OF_START) * trust * Math.pow(LESS_PER_HORIZON, horizon - known);
        return start.towards(new Band(low[known], high[known]), weight);
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
