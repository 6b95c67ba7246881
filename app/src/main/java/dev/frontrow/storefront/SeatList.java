package dev.frontrow.storefront;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.SeatPlan.Row;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The seats of a performance as a list to choose from: parts of the house, with their rows and seats. A page
/// shows one part at a time, so that it stays small for a large house.
///
/// @param parts all parts, in the operator's order
/// @param shown index of the part that is shown
/// @param lines rows of that part
public record SeatList(List<Part> parts, int shown, List<Line> lines) {

    private static final int SEATS_OF_PART_MAX = 400;

    /// A section, or some rows of a large one.
    ///
    /// @param firstRow empty if the house names no rows; so is `lastRow`
    public record Part(String section, String firstRow, String lastRow, int free, int seats) {

        public boolean isInSection() {
            return !section.isEmpty();
        }

        public boolean hasRows() {
            return !firstRow.isEmpty();
        }
    }

    /// A row with its seats.
    public record Line(String row, int number, List<Box> seats) {

        public boolean isNamed() {
            return !row.isEmpty();
        }
    }

    /// A seat with its check box.
    ///
    /// @param own whether the reader holds it
    public record Box(String label, String number, LevelView level, boolean free, boolean chosen, boolean own) {}

    /// The state of the seats for one reader.
    ///
    /// @param chosen free seats that the reader has ticked
    /// @param own    seats that the reader holds
    record Standing(Set<String> free, Set<String> chosen, Set<String> own) {}

    /// @param asked index of the part to show; another part if there is no such index
    static SeatList of(SeatMap map, Standing standing, List<LevelView> levels, int asked) {
        List<List<Row>> parts = parts(map);
        List<Part> described =
                parts.stream().map(rows -> describe(rows, map, standing.free())).toList();
        int shown = asked >= 0 && asked < parts.size() ? asked : firstWithFree(described);
        List<Line> lines = new ArrayList<>();
        for (Row row : parts.get(shown)) {
            lines.add(line(row, lines.size() + 1, map, standing, levels));
        }
        return new SeatList(described, shown, lines);
    }

    private static int firstWithFree(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).free() > 0) {
                return i;
            }
        }
        return 0;
    }

    private static List<List<Row>> parts(SeatMap map) {
        Map<String, List<Row>> bySection = new LinkedHashMap<>();
        map.named().forEach(seat -> bySection.putIfAbsent(seat.section(), new ArrayList<>()));
        for (Row row : map.plan().rows()) {
            String section = map.seats().get(row.places().getFirst()).section();
            bySection.getOrDefault(section, new ArrayList<>()).add(row);
        }
        List<List<Row>> parts = new ArrayList<>();
        bySection.values().forEach(rows -> parts.addAll(split(rows)));
        return parts;
    }

    /// Whether the part's section has other parts too.
    public boolean isSplit(Part part) {
        return parts.stream()
                        .filter(other -> other.section().equals(part.section()))
                        .count()
                > 1;
    }

    private static List<List<Row>> split(List<Row> rows) {
        List<List<Row>> parts = new ArrayList<>();
        List<Row> part = new ArrayList<>();
        int seats = 0;
        for (Row row : rows) {
            if (!part.isEmpty() && seats + row.places().size() > SEATS_OF_PART_MAX) {
                parts.add(part);
                part = new ArrayList<>();
                seats = 0;
            }
            part.add(row);
            seats += row.places().size();
        }
        parts.add(part);
        return parts;
    }

    private static Part describe(List<Row> rows, SeatMap map, Set<String> free) {
        Seat first = map.seats().get(rows.getFirst().places().getFirst());
        Seat last = map.seats().get(rows.getLast().places().getFirst());
        int seats = 0;
        int left = 0;
        for (Row row : rows) {
            for (int place : row.places()) {
                seats++;
                left += free.contains(map.seats().get(place).seat()) ? 1 : 0;
            }
        }
        return new Part(first.section(), first.row(), last.row(), left, seats);
    }

    private static Line line(Row row, int number, SeatMap map, Standing standing, List<LevelView> levels) {
        String name = map.seats().get(row.places().getFirst()).row();
        return new Line(
                name,
                number,
                row.places().stream()
                        .map(place -> map.seats().get(place))
                        .map(seat -> box(seat, standing, levels))
                        .toList());
    }

    private static Box box(Seat seat, Standing standing, List<LevelView> levels) {
        LevelView level = levels.stream()
                .filter(candidate -> candidate.name().equals(seat.priceLevel()))
                .findFirst()
                .orElse(levels.getFirst());
        String label = seat.seat();
        boolean left = standing.free().contains(label);
        String number = seat.number().isEmpty() ? label : seat.number();
        return new Box(
                label,
                number,
                level,
                left,
                left && standing.chosen().contains(label),
                standing.own().contains(label));
    }

    /// The chosen seats that are in other parts.
    List<String> elsewhere(Set<String> chosen) {
        return chosen.stream()
                .filter(label -> lines.stream()
                        .flatMap(line -> line.seats().stream())
                        .noneMatch(box -> box.label().equals(label)))
                .toList();
    }
}
