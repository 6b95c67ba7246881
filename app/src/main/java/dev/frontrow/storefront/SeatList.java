package dev.frontrow.storefront;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.SeatPlan.Row;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The seats of a performance as a list to choose from: parts of the house, with their rows and seats. A page
/// shows one part at a time, so that it stays small for a large house.
///
/// @param parts all parts, floor by floor, and on each in the operator's order
/// @param shown index of the part that is shown
/// @param lines rows of that part
public record SeatList(List<Part> parts, int shown, List<Line> lines) {

    private static final int SEATS_OF_PART_MAX = 400;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /// @param name  empty if the house has one floor
    /// @param parts indexes of its parts
    public record Floor(String name, List<Integer> parts) {}

    /// A section, or some rows of a large one.
    ///
    /// @param firstRow empty if the house names no rows; so is `lastRow`
    /// @param chosen   how many of its seats the reader has ticked
    /// @param levels   indexes of its price levels, separated by spaces
    /// @param floor    empty if the house has one floor
    public record Part(
            String section, String firstRow, String lastRow, int free, int chosen, String levels, String floor) {

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

        /// The numbers of its special seats.
        public Map<SeatAttribute, List<String>> special() {
            Map<SeatAttribute, List<String>> special = new TreeMap<>();
            for (Box box : seats) {
                box.special()
                        .forEach(attribute -> special.computeIfAbsent(attribute, one -> new ArrayList<>())
                                .add(box.number()));
            }
            return special;
        }
    }

    /// A seat with its check box.
    ///
    /// @param own     whether the reader holds it
    /// @param special what to know before one chooses it
    public record Box(
            String label,
            String number,
            LevelView level,
            boolean free,
            boolean chosen,
            boolean own,
            List<SeatAttribute> special) {

        /// Keys of the words for what is special.
        public List<String> specialKeys() {
            return special.stream()
                    .map(attribute -> "seats.attribute." + attribute)
                    .toList();
        }
    }

    /// The state of the seats for one reader.
    ///
    /// @param chosen free seats that the reader has ticked
    /// @param own    seats that the reader holds
    record Standing(Set<String> free, Set<String> chosen, Set<String> own) {}

    /// @param asked index of the part to show; another part if there is no such index
    static SeatList of(SeatMap map, Standing standing, List<LevelView> levels, int asked) {
        Map<String, Integer> floors = map.plan().drawing().sections().stream()
                .collect(Collectors.toMap(SectionShape::section, SectionShape::floor, (first, _) -> first));
        List<List<Row>> parts = parts(map, floors);
        List<Part> described = parts.stream()
                .map(rows -> describe(rows, map, standing, levels, floors))
                .toList();
        int shown = asked >= 0 && asked < parts.size() ? asked : firstWithFree(described);
        List<Line> lines = new ArrayList<>();
        for (Row row : parts.isEmpty() ? List.<Row>of() : parts.get(shown)) {
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

    private static List<List<Row>> parts(SeatMap map, Map<String, Integer> floors) {
        Map<String, List<Row>> bySection = new LinkedHashMap<>();
        map.named().stream()
                .map(Seat::section)
                .distinct()
                .sorted(Comparator.comparing(section -> floors.getOrDefault(section, 0)))
                .forEach(section -> bySection.put(section, new ArrayList<>()));
        for (Row row : map.plan().rows()) {
            bySection.getOrDefault(first(row, map).section(), new ArrayList<>()).add(row);
        }
        List<List<Row>> parts = new ArrayList<>();
        bySection.values().forEach(rows -> parts.addAll(split(inOrder(rows, map))));
        return parts;
    }

    private static Seat first(Row row, SeatMap map) {
        return map.seats().get(row.places().getFirst());
    }

    /// By their numbers if all have one, else as the operator gave them.
    private static List<Row> inOrder(List<Row> rows, SeatMap map) {
        boolean numbered = rows.stream()
                .allMatch(row -> NUMBER.matcher(first(row, map).row()).matches());
        Comparator<Row> order = numbered
                ? Comparator.comparingInt(
                        row -> Integer.parseInt(first(row, map).row()))
                : Comparator.comparingInt(row -> Collections.min(row.places()));
        return rows.stream().sorted(order).toList();
    }

    /// The floors, each with its parts.
    public List<Floor> floors() {
        Map<String, List<Integer>> byFloor = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byFloor.computeIfAbsent(parts.get(i).floor(), _ -> new ArrayList<>())
                    .add(i);
        }
        return byFloor.entrySet().stream()
                .map(floor -> new Floor(floor.getKey(), floor.getValue()))
                .toList();
    }

    /// Whether the part's section has other parts too.
    public boolean isSplit(Part part) {
        return parts.stream()
                        .filter(other -> other.section().equals(part.section()))
                        .count()
                > 1;
    }

    /// As few parts as the limit allows, of about the same size.
    private static List<List<Row>> split(List<Row> rows) {
        int seats = rows.stream().mapToInt(row -> row.places().size()).sum();
        int count = Math.ceilDiv(seats, SEATS_OF_PART_MAX);
        List<List<Row>> parts = new ArrayList<>();
        int before = 0;
        int last = -1;
        for (Row row : rows) {
            int size = row.places().size();
            int part = (int) ((before + size / 2) * (long) count / Math.max(1, seats));
            if (part != last) {
                parts.add(new ArrayList<>());
                last = part;
            }
            parts.getLast().add(row);
            before += size;
        }
        return parts;
    }

    private static Part describe(
            List<Row> rows, SeatMap map, Standing standing, List<LevelView> levels, Map<String, Integer> floors) {
        List<Seat> seats = rows.stream()
                .flatMap(row -> row.places().stream())
                .map(place -> map.seats().get(place))
                .toList();
        Set<String> names = seats.stream().map(Seat::priceLevel).collect(Collectors.toSet());
        return new Part(
                seats.getFirst().section(),
                seats.getFirst().row(),
                seats.getLast().row(),
                count(seats, standing.free()),
                count(seats, standing.chosen()),
                levels.stream()
                        .filter(level -> names.contains(level.name()))
                        .map(level -> Integer.toString(level.index()))
                        .collect(Collectors.joining(" ")),
                floorOf(map, floors.getOrDefault(seats.getFirst().section(), 0)));
    }

    static String floorOf(SeatMap map, int floor) {
        List<String> names = map.plan().drawing().floors();
        return names.size() < 2 ? "" : names.get(floor);
    }

    private static int count(List<Seat> seats, Set<String> among) {
        return (int) seats.stream().filter(seat -> among.contains(seat.seat())).count();
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
                standing.own().contains(label),
                special(seat));
    }

    /// An aisle seat is no worse and for anybody, so the list does not mention it.
    private static List<SeatAttribute> special(Seat seat) {
        return seat.attributes().stream()
                .filter(attribute -> attribute != SeatAttribute.AISLE)
                .sorted()
                .toList();
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
