package dev.frontrow.catalog;

import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Positions;
import dev.frontrow.catalog.SeatPlan.Row;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Lays out a performance of which nobody gave a plan, from sections, rows and numbers. The stage is along the top;
/// `x` is 0 in the middle of the house; the unit is half a seat's width.
///
/// Rows keep the operator's order, nearest to the stage first, and so do sections. Sections stand side by side in tiers
/// while they fit; a tier has seats of one price only, unless its sections have several each. Seats without a row are
/// put into rows of one length. The seats of a row keep the operator's order too, from left to right, unless all of
/// them have positions. Where a gap is, see [RowOrder]. Areas lie before the seats.
final class HousePlan {

    /// From one seat to the next.
    static final int PITCH = 2;

    private static final int AISLE = 4;

    /// How much wider than deep a house may be.
    private static final double BREADTH = 2.2;

    private record Standing(int tier, int depth, List<Integer> places) {}

    private final int[] x;
    private final int[] y;
    private final List<Standing> standing = new ArrayList<>();
    private final List<SectionShape> sections = new ArrayList<>();
    private final List<AreaShape> areas;

    private HousePlan(List<Seat> seats, List<Area> areas) {
        x = new int[seats.size()];
        y = new int[seats.size()];
        List<Block> blocks = blocks(seats);
        int widthMax = widthMax(seats.size(), blocks);
        List<List<Block>> tiers = seats.isEmpty() ? List.of() : tiers(blocks, widthMax);
        int widest = tiers.stream().mapToInt(HousePlan::width).max().orElse(0);
        var beforeSeats = new AreaLayout(areas, widest, AISLE);
        this.areas = beforeSeats.shapes();
        int front = PITCH + beforeSeats.depth();
        int tier = 0;
        for (List<Block> side : tiers) {
            front = stand(tier++, front, side) + AISLE + PITCH;
        }
        standing.sort(Comparator.comparingInt(Standing::tier)
                .thenComparingInt(Standing::depth)
                .thenComparingInt(row -> Math.abs(middle(row))));
    }

    static SeatPlan of(List<Seat> seats, List<Area> areas) {
        return new HousePlan(seats, areas).plan();
    }

    private SeatPlan plan() {
        int[] rank = new int[x.length];
        List<Row> rows = new ArrayList<>();
        for (Standing row : standing) {
            row.places().forEach(place -> rank[place] = rows.size());
            rows.add(new Row(row.places(), rows.size()));
        }
        var drawing = new Drawing(List.of(), null, sections, areas, List.of(), List.of());
        return new SeatPlan(true, PITCH, drawing, new Positions(x, y, rank, x), rows);
    }

    private int middle(Standing row) {
        return (x[row.places().getFirst()] + x[row.places().getLast()]) / 2;
    }

    /// A section before it has its place: its rows, and for each seat of them its column.
    ///
    /// @param levels the price levels of its seats
    private record Block(String section, Set<String> levels, List<Line> lines) {

        int columns() {
            return lines.stream().mapToInt(Line::columns).max().orElse(1);
        }

        int seats() {
            return lines.stream().mapToInt(line -> line.places().size()).sum();
        }
    }

    private record Line(List<Integer> places, int[] column) {

        static Line of(List<Integer> places, List<Seat> seats) {
            RowOrder order = RowOrder.of(places.stream().map(seats::get).toList());
            return new Line(order.leftToRight().stream().map(places::get).toList(), order.columns());
        }

        int columns() {
            return column[column.length - 1] + 1;
        }
    }

    private static List<Block> blocks(List<Seat> seats) {
        Map<String, Map<String, List<Integer>>> bySection = new LinkedHashMap<>();
        for (int place = 0; place < seats.size(); place++) {
            Seat seat = seats.get(place);
            bySection
                    .computeIfAbsent(seat.section(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(seat.row(), _ -> new ArrayList<>())
                    .add(place);
        }
        List<Block> blocks = new ArrayList<>();
        bySection.forEach((section, byRow) -> {
            List<Line> lines = new ArrayList<>();
            byRow.forEach((row, places) ->
                    lines.addAll(row.isEmpty() ? linesOfOneLength(places, seats) : List.of(Line.of(places, seats))));
            Set<String> levels = byRow.values().stream()
                    .flatMap(List::stream)
                    .map(place -> seats.get(place).priceLevel())
                    .collect(Collectors.toSet());
            blocks.add(new Block(section, levels, lines));
        });
        return blocks;
    }

    /// As many in a row as leave the last one full, if any even number near the shape of a hall does.
    private static List<Line> linesOfOneLength(List<Integer> places, List<Seat> seats) {
        int count = places.size();
        int best = PITCH;
        int leastMissing = Integer.MAX_VALUE;
        int least = (int) Math.ceil(Math.sqrt(count));
        int most = Math.max(least + 1, (int) Math.sqrt(3.0 * count));
        for (int length = least + least % 2; length <= most; length += 2) {
            int missing = Math.floorMod(-count, length);
            if (missing <= leastMissing) {
                best = length;
                leastMissing = missing;
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int from = 0; from < count; from += best) {
            lines.add(Line.of(places.subList(from, Math.min(count, from + best)), seats));
        }
        return lines;
    }

    private static int widthMax(int seats, List<Block> blocks) {
        int widest = blocks.stream().mapToInt(Block::columns).max().orElse(1);
        int columns = blocks.stream().mapToInt(Block::columns).sum();
        long tiers = Math.max(1, Math.round(columns / Math.sqrt(BREADTH * seats)));
        return Math.max(widest, (int) Math.ceilDiv(columns, tiers));
    }

    private static List<List<Block>> tiers(List<Block> blocks, int widthMax) {
        List<List<Block>> tiers = new ArrayList<>();
        List<Block> tier = new ArrayList<>();
        int width = 0;
        for (Block block : blocks) {
            boolean full = width + block.columns() > widthMax;
            if (!tier.isEmpty() && (full || !tier.getLast().levels().equals(block.levels()))) {
                tiers.add(tier);
                tier = new ArrayList<>();
                width = 0;
            }
            tier.add(block);
            width += block.columns();
        }
        tiers.add(tier);
        return tiers;
    }

    private static int width(List<Block> tier) {
        return tier.stream().mapToInt(Block::columns).sum() * PITCH + (tier.size() - 1) * AISLE;
    }

    /// Gives a tier's seats their places; answers where its last row stands.
    private int stand(int tier, int front, List<Block> side) {
        int left = -width(side) / 2;
        int back = front;
        for (Block block : side) {
            int width = block.columns() * PITCH;
            for (int i = 0; i < block.lines().size(); i++) {
                Line line = block.lines().get(i);
                int indent = (width - line.columns() * PITCH) / 2 + PITCH / 2;
                for (int seat = 0; seat < line.places().size(); seat++) {
                    int place = line.places().get(seat);
                    x[place] = left + indent + line.column()[seat] * PITCH;
                    y[place] = front + i * PITCH;
                }
                standing.add(new Standing(tier, i, List.copyOf(line.places())));
            }
            int last = front + (block.lines().size() - 1) * PITCH;
            sections.add(section(block, left, left + width, front, last));
            back = Math.max(back, last);
            left += width + AISLE;
        }
        return back;
    }

    private static SectionShape section(Block block, int left, int right, int front, int back) {
        int top = front - PITCH / 2;
        int bottom = back + PITCH / 2;
        return new SectionShape(
                block.section(),
                0,
                AreaLayout.rectangle(left, top, right, bottom),
                new Point((left + right) / 2, (top + bottom) / 2),
                block.seats(),
                null);
    }
}
