package dev.frontrow.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Tells how much of a concert is left; whoever keeps the seats answers.
public interface SeatAvailability {

    /// How many seats of each performance can be held right now; a performance without free seats may be absent.
    Map<Long, Integer> freeSeats(Collection<Long> performanceIds);

    /// The price levels of which every seat is sold, so that none can come back. May lag by a second.
    Set<String> soldOutLevels(Concert concert);
}
