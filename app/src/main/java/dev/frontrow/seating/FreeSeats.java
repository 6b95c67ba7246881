package dev.frontrow.seating;

import dev.frontrow.catalog.HousePlan;
import dev.frontrow.catalog.HousePlan.Row;
import dev.frontrow.catalog.SeatMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The free seats of one performance, from which the best blocks are picked. Not thread-safe.
///
/// A block is a number of adjacent seats in one row. The best block is chosen by these criteria, in this order:
/// fewest orphans (single free seats left over), one price level only, row nearest to the stage, fewest seats
/// wasted for other groups of the same size, nearest to the middle.
public final class FreeSeats {

    private static final Comparator<Block> BETTER_FIRST = Comparator.comparingInt(Block::orphans)
            .thenComparing(Block::mixed)
            .thenComparingInt(Block::rank)
            .thenComparingInt(Block::waste)
            .thenComparingInt(Block::offMiddle)
            .thenComparingInt(Block::start);

    /// @param rank  of the row, 0 is the best
    /// @param start index in the row
    private record Block(int orphans, boolean mixed, int rank, int waste, int offMiddle, int start) {

        /// Whether no block of a row further back can be better.
        boolean isFlawless() {
            return orphans == 0 && !mixed;
        }
    }

    private final SeatMap seatMap;
    private final HousePlan plan;
    private final BitSet free;

    /// @param free places in the seat map; owned and changed by this object from now on
    public FreeSeats(SeatMap seatMap, BitSet free) {
        this.seatMap = seatMap;
        this.plan = seatMap.plan();
        this.free = free;
    }

    public void take(Collection<String> labels) {
        for (String label : labels) {
            Integer place = seatMap.placeOf(label);
            if (place != null) {
                free.clear(place);
            }
        }
    }

    /// Labels of the best block, from left to right; empty if there is no such block.
    public Optional<List<String>> best(BestAvailable asked) {
        List<Row> rows = plan.rows();
        Block best = null;
        for (int rank = 0; rank < rows.size() && (best == null || !best.isFlawless()); rank++) {
            Block inRow = bestInRow(rows.get(rank).places(), rank, asked);
            if (inRow != null && (best == null || BETTER_FIRST.compare(inRow, best) < 0)) {
                best = inRow;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        return Optional.of(rows.get(best.rank()).places().subList(best.start(), best.start() + asked.count()).stream()
                .map(place -> seatMap.seats().get(place).seat())
                .toList());
    }

    private @Nullable Block bestInRow(List<Integer> row, int rank, BestAvailable asked) {
        Block best = null;
        int from = 0;
        while (from < row.size()) {
            int to = endOfRun(row, from);
            for (int start = from; start + asked.count() <= to; start++) {
                if (fits(row, start, asked)) {
                    Block block = block(row, rank, from, start, to, asked.count());
                    best = best == null || BETTER_FIRST.compare(block, best) < 0 ? block : best;
                }
            }
            from = Math.max(to, from + 1);
        }
        return best;
    }

    /// Index after the last seat of the run of adjacent free seats that begins at `from`.
    private int endOfRun(List<Integer> row, int from) {
        int to = from;
        while (to < row.size()
                && free.get(row.get(to))
                && (to == from || plan.areNeighbours(row.get(to - 1), row.get(to)))) {
            to++;
        }
        return to;
    }

    private boolean fits(List<Integer> row, int start, BestAvailable asked) {
        return asked.priceLevel() == null
                || row.subList(start, start + asked.count()).stream()
                        .allMatch(place -> level(place).equals(asked.priceLevel()));
    }

    private Block block(List<Integer> row, int rank, int from, int start, int to, int count) {
        int left = start - from;
        int right = to - start - count;
        int orphans = (left == 1 ? 1 : 0) + (right == 1 ? 1 : 0);
        boolean mixed = row.subList(start, start + count).stream()
                .anyMatch(place -> !level(place).equals(level(row.get(start))));
        int offMiddle = Math.abs(plan.x(row.get(start)) + plan.x(row.get(start + count - 1)));
        return new Block(orphans, mixed, rank, left % count + right % count, offMiddle, start);
    }

    private String level(int place) {
        return seatMap.seats().get(place).priceLevel();
    }
}
