package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The memory of a room in which all fans wait and have polled.
final class RoomHeap {

    private static final Instant OPENING = Instant.parse("2026-12-01T11:00:00Z");

    private RoomHeap() {}

    /// In bytes: the live heap with the room minus the live heap without it.
    static long of(int fans) {
        @Nullable Line room = filled(fans);
        long with = used();
        if (room.waiting() != fans) {
            throw new IllegalStateException("nobody was to be called");
        }
        room = null;
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
        Line room = new Line(terms, OPENING);
        int[] reversed = new int[fans + 1];
        for (int fan = 1; fan <= fans; fan++) {
            room.takeNumber(Lane.GENERAL, OPENING);
            reversed[fan] = fans + 1 - fan;
        }
        room.draw(Lane.GENERAL, reversed, OPENING);
        for (int fan = 1; fan <= fans; fan++) {
            room.ask(new PlaceNumber(Lane.GENERAL, fan), OPENING);
        }
        return room;
    }
}
