package dev.frontrow.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where each seat of a performance stands, worked out from sections, rows and numbers: operators give no coordinates.
/// The stage is at the top, where `y` is 0; `x` is 0 in the middle of the house; both are in halves of a seat's width.
///
/// Rows keep the operator's order, nearest to the stage first, and so do sections. Sections stand side by side in tiers
/// while they fit; another price level begins another tier. Seats without a row are put into rows of one length. The
/// seats of a row keep the operator's order too, from left to right, unless all of them have positions. Where a gap
/// is, see [RowOrder]. Immutable.
public final class HousePlan {

    /// From one seat to the next.
    public static final int PITCH = 2;

    private static final int AISLE = 4;

    /// How much wider than deep a house may be.
    private static final double BREADTH = 2.2;

    /// A row of one section.
    ///
    /// @param tier   of the house, the one at the stage is 0
    /// @param depth  rows in front of it in its tier
    /// @param places in the seat map's list, from left to right
    public record Row(int tier, int depth, List<Integer> places) {}

    /// The rectangle in which a section's seats stand.
    public record Section(String section, int left, int right, int front, int back, int seats) {}

    private final int[] x;
    private final int[] y;
    private final List<Row> rows = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final int halfWidth;
    private final int depth;

    HousePlan(List<Seat> seats) {
        x = new int[seats.size()];
        y = new int[seats.size()];
        List<Block> blocks = blocks(seats);
        int widthMax = widthMax(seats.size(), blocks);
        int tier = 0;
        int front = PITCH;
        for (List<Block> side : tiers(blocks, widthMax)) {
            front = stand(tier++, front, side) + AISLE + PITCH;
        }
        depth = front - AISLE - PITCH;
        halfWidth = sections.stream()
                .mapToInt(section -> Math.max(Math.abs(section.left()), Math.abs(section.right())))
                .max()
                .orElse(PITCH);
        rows.sort(Comparator.comparingInt(Row::tier)
                .thenComparingInt(Row::depth)
                .thenComparingInt(row -> Math.abs(middle(row))));
    }

    public int x(int place) {
        return x[place];
    }

    public int y(int place) {
        return y[place];
    }

    /// The best row first: the nearest to the stage, and of those the nearest to the middle.
    public List<Row> rows() {
        return rows;
    }

    public List<Section> sections() {
        return sections;
    }

    /// From the middle to either side.
    public int halfWidth() {
        return halfWidth;
    }

    public int depth() {
        return depth;
    }

    /// Whether two seats of one row stand side by side.
    public boolean areNeighbours(int left, int right) {
        return x[right] - x[left] == PITCH;
    }

    private int middle(Row row) {
        return (x[row.places().getFirst()] + x[row.places().getLast()]) / 2;
    }

    /// A section before it has its place: its rows, and for each seat of them its column.
    private record Block(String section, String priceLevel, List<Line> lines) {

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
            int first = byRow.values().iterator().next().getFirst();
            blocks.add(new Block(section, seats.get(first).priceLevel(), lines));
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
            boolean another =
                    !tier.isEmpty() && !tier.getLast().priceLevel().equals(block.priceLevel()) && width >= widthMax / 4;
            if (!tier.isEmpty() && (full || another)) {
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

    /// Gives a tier's seats their places; answers where its last row stands.
    private int stand(int tier, int front, List<Block> side) {
        int columns = side.stream().mapToInt(Block::columns).sum();
        int left = -(columns * PITCH + (side.size() - 1) * AISLE) / 2;
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
                rows.add(new Row(tier, i, List.copyOf(line.places())));
            }
            int last = front + (block.lines().size() - 1) * PITCH;
            sections.add(new Section(block.section(), left, left + width, front, last, block.seats()));
            back = Math.max(back, last);
            left += width + AISLE;
        }
        return back;
    }
}
