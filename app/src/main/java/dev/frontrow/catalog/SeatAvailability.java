package dev.frontrow.catalog;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/// Tells how much of a concert is left; whoever keeps the seats answers.
public interface SeatAvailability {

    /// How many seats of each performance can be held right now; a performance without free seats may be absent.
    Map<Long, Integer> freeSeats(Collection<Long> performanceIds);

    /// The same as it was a moment ago, no longer than `lagMax`: for those who look in a crowd, and choose nothing by
    /// it.
    Map<Long, Integer> freeSeats(Collection<Long> performanceIds, Duration lagMax);

    /// How much of the whole concert is left. May lag by so much; counting takes the longer the more seats there are.
    Stock stock(Concert concert, Duration lagMax);

    /// The same, with a lag of a second at the most.
    default Stock stock(Concert concert) {
        return stock(concert, Duration.ofSeconds(1));
    }
}
