package dev.frontrow.catalog;

import java.util.Collection;
import java.util.Map;

/// Tells how much of a concert is left; whoever keeps the seats answers.
public interface SeatAvailability {

    /// How many seats of each performance can be held right now; a performance without free seats may be absent.
    Map<Long, Integer> freeSeats(Collection<Long> performanceIds);

    /// How much of the whole concert is left. May lag by a second.
    Stock stock(Concert concert);
}
