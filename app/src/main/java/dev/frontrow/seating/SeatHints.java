package dev.frontrow.seating;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a board had read of seats before it believed another node about them, until a reading confirms the change
/// or takes it back. Not thread-safe.
final class SeatHints {

    /// A seat as read, or as this node has committed it.
    ///
    /// @param hint number of the hint that was believed instead
    record Read(byte status, long version, boolean firstOfHold, long heldUntil, long hint) {

        Read believing(long newHint) {
            return new Read(status, version, firstOfHold, heldUntil, newHint);
        }
    }

    private final Map<Integer, Read> byPlace = new HashMap<>();
    private long count;

    /// Begins a hint, and returns its number.
    long begin() {
        return ++count;
    }

    /// The number of the last hint.
    long count() {
        return count;
    }

    @Nullable
    Read at(int place) {
        return byPlace.isEmpty() ? null : byPlace.get(place);
    }

    void keep(int place, Read read) {
        byPlace.put(place, read);
    }

    void confirm(int place) {
        if (!byPlace.isEmpty()) {
            byPlace.remove(place);
        }
    }

    /// Removes all that was kept for hints up to this one.
    Map<Integer, Read> refuted(long hint) {
        Map<Integer, Read> old = new HashMap<>();
        if (!byPlace.isEmpty()) {
            byPlace.forEach((place, read) -> {
                if (read.hint() <= hint) {
                    old.put(place, read);
                }
            });
            byPlace.keySet().removeAll(old.keySet());
        }
        return old;
    }
}
