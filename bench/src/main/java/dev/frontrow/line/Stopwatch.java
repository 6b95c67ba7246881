package dev.frontrow.line;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// Times ticks by the time that their thread had a core. An hour of polls passes here in a minute, on a
/// machine that may have other things to do: so garbage is collected some sixty times as often as in real
/// time, and other programs take the core away, in the middle of a tick or between two. The clock on the
/// wall counts that too; both are shown.
final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long[] onCore;
    private int laps;
    private long startedAt;
    private long startedOnCore;
    private long longestOnTheWall;

    Stopwatch(int lapsMax) {
        onCore = new long[lapsMax];
    }

    void start() {
        startedAt = System.nanoTime();
        startedOnCore = THREADS.getCurrentThreadCpuTime();
    }

    void stop() {
        onCore[laps++] = THREADS.getCurrentThreadCpuTime() - startedOnCore;
        longestOnTheWall = Math.max(longestOnTheWall, System.nanoTime() - startedAt);
    }

    /// In milliseconds.
    record Times(double median, double p999, double longest, double longestOnTheWall) {}

    Times times() {
        long[] sorted = Arrays.copyOf(onCore, laps);
        Arrays.sort(sorted);
        return new Times(
                sorted[laps / 2] / 1e6,
                sorted[(int) (laps * 0.999)] / 1e6,
                sorted[laps - 1] / 1e6,
                longestOnTheWall / 1e6);
    }
}
