package dev.frontrow.catalog;

import java.util.List;

/// How much of a concert is left, of those performances only that can still be sold. A hold that is overdue counts
/// nowhere, and its seats are free. Seats that are not for sale count nowhere.
///
/// @param holds          holds that are running
/// @param returningShare which share of the last holds that ended gave their seats back, 0 to 1; it may be some
///                       seconds older than the seats
/// @param levels         all price levels, in the concert's order
public record Stock(long holds, double returningShare, List<LevelStock> levels) {

    /// What is left of one price level, in seats.
    public record LevelStock(String name, long free, long held, long sold) {

        /// Of two performances together.
        public LevelStock plus(LevelStock other) {
            return new LevelStock(name, free + other.free, held + other.held, sold + other.sold);
        }

        /// Whether there are seats and none of them can come back.
        public boolean isSoldOut() {
            return free == 0 && held == 0 && sold > 0;
        }
    }

    public long free() {
        return levels.stream().mapToLong(LevelStock::free).sum();
    }

    public long held() {
        return levels.stream().mapToLong(LevelStock::held).sum();
    }

    public long sold() {
        return levels.stream().mapToLong(LevelStock::sold).sum();
    }

    /// The price levels of which every seat is sold, so that none can come back.
    public List<String> soldOutLevels() {
        return levels.stream()
                .filter(LevelStock::isSoldOut)
                .map(LevelStock::name)
                .toList();
    }
}
