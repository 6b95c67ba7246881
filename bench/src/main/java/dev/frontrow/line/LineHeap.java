package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The memory of a line in which all fans wait and have polled.
final class LineHeap {

    private static final Instant OPENING = Instant.parse("2026-12-01T11:00:00Z");

    private LineHeap() {}

    /// In bytes: the live heap with the line minus the live heap without it.
    static long of(int fans) {
        @Nullable Line line = filled(fans);
        long with = used();
        if (line.waiting() != fans) {
            throw new IllegalStateException("nobody was to be called");
        }
        line = null;
        return with - used();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Line filled(int fans) {
        var terms = new LineTerms(
                fans,
                fans / 100,
                Simulation.PRIORITY_PERCENT,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Simulation.LATENCY_TARGET);
        Line line = new Line(terms, OPENING);
        int[] reversed = new int[fans + 1];
        for (int fan = 1; fan <= fans; fan++) {
            line.joined(new PlaceNumber(Lane.GENERAL, fan), OPENING);
            reversed[fan] = fans + 1 - fan;
        }
        line.draw(Lane.GENERAL, reversed, OPENING);
        for (int fan = 1; fan <= fans; fan++) {
            line.ask(new PlaceNumber(Lane.GENERAL, fan), OPENING, null);
        }
        return line;
    }
}
