package dev.frontrow.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every seat of one performance, in the operator's order. Immutable.
public final class SeatMap {

    private final Map<String, Seat> byLabel;

    SeatMap(List<Seat> seats) {
        byLabel = LinkedHashMap.newLinkedHashMap(seats.size());
        seats.forEach(seat -> byLabel.put(seat.seat(), seat));
    }

    public Iterable<Seat> seats() {
        return byLabel.values();
    }

    public int size() {
        return byLabel.size();
    }

    /// The seat of that label, if this performance has it.
    public @Nullable Seat seat(String label) {
        return byLabel.get(label);
    }
}
