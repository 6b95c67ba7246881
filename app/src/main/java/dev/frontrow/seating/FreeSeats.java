package dev.frontrow.seating;

import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.catalog.SeatPlan.Row;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The free seats of one performance, from which the best blocks are picked. Not thread-safe.
///
/// A block is a number of adjacent seats in one row. The best block is chosen by these criteria, in this order:
/// fewest orphans (single free seats left over), one price level only, the best rank (nearest to the stage, as the plan
/// has it), fewest seats wasted for other groups of the same size, nearest to the middle. Seats for people in
/// wheelchairs and their companions are never picked.
public final class FreeSeats {

    private static final Comparator<Block> BETTER_FIRST = Comparator.comparingInt(Block::orphans)
            .thenComparing(Block::mixed)
            .thenComparingInt(Block::rank)
            .thenComparingInt(Block::waste)
            .thenComparingInt(Block::offMiddle)
            .thenComparingInt(Block::start);

    /// @param rank  of its seats on average
    /// @param start index in the row
    private record Block(int orphans, boolean mixed, int rank, int waste, int offMiddle, int start) {

        /// Whether no block of this row can be better, nor any of a row that comes later.
        boolean isBetterThanAllOf(Row row) {
            return orphans == 0 && !mixed && rank < row.rank();
        }
    }

    private final SeatMap seatMap;
    private final SeatPlan plan;
    private final BitSet free;

    /// @param free places in the seat map; owned and changed by this object from now on
    public FreeSeats(SeatMap seatMap, BitSet free) {
        this.seatMap = seatMap;
        this.plan = seatMap.plan();
        this.free = free;
        seatMap.removeAccessible(free);
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
        Block best = null;
        List<Integer> places = List.of();
        for (Row row : plan.rows()) {
            if (best != null && best.isBetterThanAllOf(row)) {
                break;
            }
            Block inRow = bestInRow(row.places(), asked);
            if (inRow != null && (best == null || BETTER_FIRST.compare(inRow, best) < 0)) {
                best = inRow;
                places = row.places();
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        return Optional.of(places.subList(best.start(), best.start() + asked.count()).stream()
                .map(place -> seatMap.seats().get(place).seat())
                .toList());
    }

    private @Nullable Block bestInRow(List<Integer> row, BestAvailable asked) {
        Block best = null;
        int from = 0;
        while (from < row.size()) {
            int to = endOfRun(row, from);
            for (int start = from; start + asked.count() <= to; start++) {
                if (fits(row, start, asked)) {
                    Block block = block(row, from, start, to, asked.count());
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

    private Block block(List<Integer> row, int from, int start, int to, int count) {
        int left = start - from;
        int right = to - start - count;
        int orphans = (left == 1 ? 1 : 0) + (right == 1 ? 1 : 0);
        boolean mixed = row.subList(start, start + count).stream()
                .anyMatch(place -> !level(place).equals(level(row.get(start))));
        int offMiddle = Math.abs(plan.aside(row.get(start)) + plan.aside(row.get(start + count - 1)));
        int rank = 0;
        for (int place : row.subList(start, start + count)) {
            rank += plan.rank(place);
        }
        return new Block(orphans, mixed, rank / count, left % count + right % count, offMiddle, start);
    }

    private String level(int place) {
        return seatMap.seats().get(place).priceLevel();
    }
}
