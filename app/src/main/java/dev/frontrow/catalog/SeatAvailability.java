package dev.frontrow.catalog;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/// Tells how much of a concert is left; whoever keeps the seats answers.
public interface SeatAvailability {

    /// How many seats of each performance can be held right now; a performance without free seats may be absent.
    Map<Long, Integer> freeSeats(Collection<Long> performanceIds);

    /// What is left of each of these performances, at most `lagMax` old: for pages that many look at, and where nobody
    /// chooses a seat.
    Map<Long, Left> left(Collection<Long> performanceIds, Duration lagMax);

    /// @param free seats that can be held now
    /// @param held seats that may become free again
    record Left(int free, int held) {

        public static final Left NOTHING = new Left(0, 0);

        public boolean isSoldOut() {
            return free == 0 && held == 0;
        }
    }

    /// How much of the whole concert is left. May lag by so much; counting takes the longer the more seats there are.
    Stock stock(Concert concert, Duration lagMax);

    /// The same, with a lag of a second at the most.
    default Stock stock(Concert concert) {
        return stock(concert, Duration.ofSeconds(1));
    }
}
