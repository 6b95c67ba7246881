package dev.frontrow.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A concert was put on sale. Listeners run inside the transaction that makes it, so that a concert without its seats
/// or without its waiting room never exists.
public record ConcertCreated(
        Concert concert,
        List<SeatsOfPerformance> performances,
        @Nullable String drawBeacon) {

    /// @param seats all of them, the places of areas too
    public record SeatsOfPerformance(long performanceId, List<Seat> seats, List<Area> areas) {}
}
