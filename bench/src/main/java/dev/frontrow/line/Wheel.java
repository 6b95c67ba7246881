package dev.frontrow.line;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// What happens when: one event for each fan, in lists by the second. Cheap enough for a hundred million of them.
final class Wheel {

    private static final int NONE = -1;

    private final int[] firstAt;
    private final int[] next;

    Wheel(int fans, int seconds) {
        firstAt = new int[seconds];
        next = new int[fans];
        Arrays.fill(firstAt, NONE);
    }

    /// Plans the fan's one event. What lies beyond the end of time never happens.
    void at(int second, int fan) {
        if (second < firstAt.length) {
            next[fan] = firstAt[second];
            firstAt[second] = fan;
        }
    }

    /// Runs what is due at the second; what it plans must lie later.
    void run(int second, IntConsumer event) {
        int fan = firstAt[second];
        firstAt[second] = NONE;
        while (fan != NONE) {
            int after = next[fan];
            event.accept(fan);
            fan = after;
        }
    }
}
