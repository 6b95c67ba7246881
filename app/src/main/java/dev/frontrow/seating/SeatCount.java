package dev.frontrow.seating;

import dev.frontrow.catalog.SeatAvailability.Left;
import dev.frontrow.catalog.Stock.LevelStock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seats by price level and status, and the number of running holds, of one or more performances. Overdue holds
/// do not count; their seats are free.
///
/// @param levels each price level once
public record SeatCount(long holds, List<LevelStock> levels) {

    static final SeatCount NOTHING = new SeatCount(0, List.of());

    SeatCount plus(SeatCount other) {
        Map<String, LevelStock> sums = new LinkedHashMap<>();
        levels.forEach(level -> sums.put(level.name(), level));
        other.levels.forEach(level -> sums.merge(level.name(), level, LevelStock::plus));
        return new SeatCount(holds + other.holds, List.copyOf(sums.values()));
    }

    Left left() {
        return new Left((int) levels.stream().mapToLong(LevelStock::free).sum(), (int)
                levels.stream().mapToLong(LevelStock::held).sum());
    }

    /// Stock of this price level; all zeros if there are no such seats.
    public LevelStock level(String name) {
        return levels.stream()
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseGet(() -> new LevelStock(name, 0, 0, 0));
    }
}
