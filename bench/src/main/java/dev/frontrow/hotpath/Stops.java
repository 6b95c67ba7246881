package dev.frontrow.hotpath;

import java.time.Duration;
import java.util.Arrays;

/// How long the machine itself stands still, as a virtual machine may. Measured by threads that only read the
/// clock, one for each core. No answer can be faster than these stops.
///
/// @param longest the longest stop
/// @param share   share of the time in stops longer than [#LEAST]
record Stops(Duration longest, double share) {

    static final Duration LEAST = Duration.ofMillis(5);

    static Stops watch(Duration time) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        long[] longest = new long[cores];
        long[] lost = new long[cores];
        Callers.together(cores, core -> {
            long last = System.nanoTime();
            long end = last + time.toNanos();
            while (last < end) {
                long now = System.nanoTime();
                long gap = now - last;
                longest[core] = Math.max(longest[core], gap);
                lost[core] += gap > LEAST.toNanos() ? gap : 0;
                last = now;
            }
        });
        return new Stops(
                Duration.ofNanos(Arrays.stream(longest).max().orElseThrow()),
                Arrays.stream(lost).sum() / (double) (cores * time.toNanos()));
    }

    String told() {
        return "While every core did nothing but look at the clock, the machine stood still for up to %.0f ms, and %.1f %% of the time."
                .formatted(longest.toNanos() / 1e6, share * 100);
    }
}
