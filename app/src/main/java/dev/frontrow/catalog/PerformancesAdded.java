package dev.frontrow.catalog;

import java.util.List;

/// Performances were added to a concert, which may be new. Listeners run inside the transaction that adds them.
public record PerformancesAdded(long concertId, List<SeatsOfPerformance> performances) {

    /// @param seats all of them, the places of areas too
    public record SeatsOfPerformance(long performanceId, List<Seat> seats, List<Area> areas) {}
}
