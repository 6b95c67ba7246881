package dev.frontrow.line;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A timer wheel: one event for each fan, in lists by second. Cheap enough for a hundred million events.
final class Wheel {

    private static final int NONE = -1;

    private final int[] firstAt;
    private final int[] next;

    Wheel(int fans, int seconds) {
        firstAt = new int[seconds];
        next = new int[fans];
        Arrays.fill(firstAt, NONE);
    }

    /// Plans the fan's next event. An event after the end of the simulation never happens.
    void at(int second, int fan) {
        if (second < firstAt.length) {
            next[fan] = firstAt[second];
            firstAt[second] = fan;
        }
    }

    /// Runs the events of this second. New events must be later.
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
