package dev.frontrow.invariants;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The highest serving position of each lane that this node has read. A table tells only how things stand, so whether a
/// line fell is known to those who have watched. Not thread-safe.
class Heights {

    private final Map<String, Long> highest = new HashMap<>();

    /// The lanes that are lower than they once were.
    List<String> fallen(List<InvariantRows.Lane> lanes) {
        return lanes.stream()
                .filter(lane -> highest.merge(lane.name(), lane.servingPosition(), Math::max) > lane.servingPosition())
                .map(InvariantRows.Lane::name)
                .toList();
    }

    /// Another node has watched meanwhile.
    void forget() {
        highest.clear();
    }
}
