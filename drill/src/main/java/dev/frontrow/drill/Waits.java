package dev.frontrow.drill;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long answers took, in milliseconds. Thread-safe.
final class Waits {

    /// Longer ones count as this.
    private static final int MILLIS_MAX = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(MILLIS_MAX + 1);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.clamp(nanos / 1_000_000, 0, MILLIS_MAX));
    }

    /// How many there are.
    long size() {
        return upTo(MILLIS_MAX);
    }

    private long upTo(int millis) {
        long sum = 0;
        for (int i = 0; i <= millis; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /// What so many of a thousand did not exceed.
    int millis(int perMille) {
        long wanted = Math.ceilDiv(size() * perMille, 1_000);
        long sum = 0;
        int millis = 0;
        for (; millis < MILLIS_MAX; millis++) {
            sum += counts.get(millis);
            if (sum >= wanted) {
                break;
            }
        }
        return millis;
    }
}
