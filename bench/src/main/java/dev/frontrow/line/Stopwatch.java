package dev.frontrow.line;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// Times ticks by the CPU time of their thread. An hour of polls passes in a minute here, so garbage is collected
/// some sixty times as often as in real time, and other programs may take the core away during a tick. The wall
/// clock includes that; both times are shown.
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

    /// Times in milliseconds.
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
