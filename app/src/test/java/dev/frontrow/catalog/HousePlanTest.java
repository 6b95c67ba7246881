package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Positions of seats that have no coordinates.
class HousePlanTest {

    private static final List<PriceLevel> LEVELS = List.of(new PriceLevel("A", 2), new PriceLevel("B", 1));

    @ParameterizedTest(name = "{0} numbered seats stand in {2} rows of {1}")
    @CsvSource({"50, 10, 5", "100, 10, 10", "20000, 200, 100", "1, 1, 1", "2, 2, 1", "7, 4, 2"})
    void numberedSeatsStandInRowsOfOneLength(int seats, int length, int rows) {
        SeatPlan plan = new SeatMap(Seat.numbered(seats, LEVELS)).plan();

        assertThat(plan.rows()).hasSize(rows);
        assertThat(plan.rows().getFirst().places()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 49, 50, 51, 997, 20_000})
    void noTwoSeatsStandOnEachOther(int seats) {
        assertThat(spots(new SeatMap(Seat.numbered(seats, LEVELS)))).hasSize(seats);
    }

    @Test
    void sectionsStandSideBySideWhileTheyFit() {
        List<Seat> seats = new ArrayList<>();
        List.of("A", "B", "C", "D", "E", "F").forEach(section -> seats.addAll(section(section, "A", 10, 10)));
        SeatMap map = new SeatMap(seats);

        assertThat(spots(map)).hasSize(600);
        assertThat(map.plan().drawing().sections())
                .extracting(section -> section.section() + " at " + front(section))
                .containsExactly("A at 2", "B at 2", "C at 2", "D at 26", "E at 26", "F at 26");
        SectionShape middle = map.plan().drawing().sections().get(1);
        assertThat(middle.shape().getFirst().x()).isNegative();
        assertThat(middle.shape().get(2).x()).isPositive();
        assertThat(middle.label().x()).isZero();
    }

    @Test
    void rowOfTheMiddleSectionComesBeforeThoseAtTheSides() {
        List<Seat> seats = new ArrayList<>();
        List.of("A", "B", "C").forEach(section -> seats.addAll(section(section, "A", 20, 20)));
        SeatMap map = new SeatMap(seats);

        assertThat(map.plan().rows().stream()
                        .limit(6)
                        .map(row -> map.seats().get(row.places().getFirst()))
                        .map(seat -> seat.section() + seat.row()))
                .containsExactly("B1", "A1", "C1", "B2", "A2", "C2");
    }

    /// Narrow blocks too: a dear floor would else stand in a corner beside cheap stands.
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20, 60})
    void tierHasOnePriceOnly(int length) {
        List<Seat> seats = new ArrayList<>();
        List.of("A", "B").forEach(section -> seats.addAll(section(section, "A", 5, length)));
        List.of("C", "D", "E").forEach(section -> seats.addAll(section(section, "B", 5, 20)));
        SeatMap map = new SeatMap(seats);

        Map<Integer, Set<String>> levels = new HashMap<>();
        for (int place = 0; place < map.size(); place++) {
            levels.computeIfAbsent(map.plan().y(place), _ -> new HashSet<>())
                    .add(map.seats().get(place).priceLevel());
        }
        assertThat(levels.values()).allMatch(inRow -> inRow.size() == 1);
        assertThat(levels.get(2)).containsExactly("A");
    }

    @Test
    void sectionsWithTheSameSeveralPricesStandSideBySide() {
        List<Seat> seats = new ArrayList<>();
        for (String section : List.of("A", "B")) {
            seats.addAll(section(section, "A", 2, 8));
            section(section, "B", 2, 8).forEach(seat -> seats.add(behind(seat)));
        }

        assertThat(new SeatMap(seats).plan().drawing().sections())
                .extracting(HousePlanTest::front)
                .containsExactly(2, 2);
    }

    private static Seat behind(Seat seat) {
        return new Seat(seat.seat() + "b", seat.section(), seat.row() + "b", seat.number(), seat.priceLevel(), 1);
    }

    private static int front(SectionShape section) {
        return section.shape().getFirst().y() + 1;
    }

    @Test
    void areasLieBeforeTheSeatsAndOverlapNothing() {
        var floor = new Area("Floor", 900, "A", 2, false);
        var pit = new Area("Pit", 100, "A", 2, false);
        var bar = new Area("Bar", 50, "B", 1, false);
        for (List<Seat> seats : List.of(List.<Seat>of(), section("Balcony", "B", 5, 40))) {
            Drawing drawing =
                    new SeatMap(seats, List.of(floor, pit, bar)).plan().drawing();

            List<Rectangle> shapes = new ArrayList<>();
            drawing.areas().forEach(area -> shapes.add(box(area.shape())));
            drawing.sections().forEach(section -> shapes.add(box(section.shape())));
            assertThat(drawing.areas()).extracting(AreaShape::area).containsExactly("Floor", "Pit", "Bar");
            assertThat(shapes.get(0).y).isEqualTo(shapes.get(1).y).isLessThan(shapes.get(2).y);
            assertThat(shapes.get(0).width).isGreaterThan(shapes.get(1).width);
            for (Rectangle shape : shapes) {
                assertThat(shapes).filteredOn(shape::intersects).containsExactly(shape);
            }
        }
    }

    /// Each is at most three times as wide as deep, and never twice as deep as wide. Its name can be read when the
    /// whole house is on the screen.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1      | 5000
            20000  | 10
            20000  | 50000
            0      | 1
            0      | 10, 10, 10, 10, 10, 10, 10
            500    | 1, 5000, 20, 300
            2000   | 50000, 1
            60     | 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100
            """)
    void areasHaveReadableShapes(int seats, String capacities) {
        List<Area> areas = new ArrayList<>();
        for (String capacity : capacities.split(", ", -1)) {
            areas.add(new Area("Area " + areas.size(), Integer.parseInt(capacity), "B", 1, false));
        }

        Drawing drawing = new SeatMap(seats == 0 ? List.of() : Seat.numbered(seats, LEVELS), areas)
                .plan()
                .drawing();

        List<Rectangle> shapes = new ArrayList<>();
        drawing.areas().forEach(area -> shapes.add(box(area.shape())));
        drawing.sections().forEach(section -> shapes.add(box(section.shape())));
        int right =
                shapes.stream().mapToInt(shape -> (int) shape.getMaxX()).max().orElseThrow();
        for (Rectangle area : shapes.subList(0, areas.size())) {
            assertThat((double) area.width / area.height).as(area.toString()).isBetween(0.45, 3.2);
            assertThat(area.width).as(area.toString()).isGreaterThanOrEqualTo(2 * right / 24);
        }
        for (Rectangle shape : shapes) {
            assertThat(shapes).filteredOn(shape::intersects).containsExactly(shape);
        }
    }

    private static Rectangle box(List<Point> shape) {
        Point first = shape.getFirst();
        Point last = shape.get(2);
        return new Rectangle(first.x(), first.y(), last.x() - first.x(), last.y() - first.y());
    }

    @Test
    void numbersSayWhereAnAisleIs() {
        SeatMap map = new SeatMap(List.of(seat("1"), seat("2"), seat("5"), seat("6")));

        assertThat(xs(map)).containsExactly(-5, -3, 3, 5);
        assertThat(map.plan().areNeighbours(0, 1)).isTrue();
        assertThat(map.plan().areNeighbours(1, 2)).isFalse();
    }

    /// A space stands between adjacent seats, a bar marks a gap.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 3 4 2",
                "1 3 5 7",
                "2 4 6",
                "7 5 3 1 2 4 6 8",
                "8 6 4 2 1 3 5 7",
                "3 1 2",
                "1 2 3|5 6",
                "1 2|4",
                "6 5|3 2",
                "1|4|7|10",
                "10|20|30",
                "1 3 5|2 4 6",
                "1 3|7 9",
                "5|3 2",
                "10 9 8 7",
                "8|11 10 9",
                "1 2|900000000",
                "7"
            })
    void givenOrderStandsFromLeftToRightAndNumbersTellGaps(String row) {
        List<Seat> seats = Stream.of(row.split("[ |]")).map(HousePlanTest::seat).toList();
        SeatPlan plan = new SeatMap(seats).plan();

        StringBuilder stands = new StringBuilder(seats.getFirst().number());
        for (int i = 1; i < seats.size(); i++) {
            assertThat(plan.x(i)).isGreaterThan(plan.x(i - 1));
            stands.append(plan.areNeighbours(i - 1, i) ? ' ' : '|')
                    .append(seats.get(i).number());
        }
        assertThat(stands.toString()).isEqualTo(row);
    }

    @Test
    void positionsWinOverOrderAndNumbers() {
        List<Seat> seats = List.of(seatAt("1", 4), seatAt("2", 1), seatAt("3", 2), seatAt("4", 7));
        SeatPlan plan = new SeatMap(seats).plan();

        assertThat(plan.rows().getFirst().places()).containsExactly(1, 2, 0, 3);
        assertThat(plan.areNeighbours(1, 2)).isTrue();
        assertThat(plan.areNeighbours(2, 0)).isFalse();
        assertThat(plan.areNeighbours(0, 3)).isFalse();
    }

    @Test
    void otherNamesKeepTheirOrder() {
        for (List<Seat> seats : List.of(
                List.of(seat("a"), seat("c"), seat("b")),
                List.of(seat("1"), seat("1"), seat("1")),
                List.of(seat("1"), seat("x"), seat("9")),
                List.of(seat(""), seat(""), seat("")))) {
            assertThat(xs(new SeatMap(seats))).containsExactly(-2, 0, 2);
        }
    }

    private static Seat seatAt(String number, int position) {
        return new Seat("seat-" + made++, "S", "R", number, position, "A", 1);
    }

    private static List<Seat> section(String name, String level, int rows, int length) {
        return IntStream.range(0, rows * length)
                .mapToObj(i -> new Seat(
                        name + "-" + i,
                        name,
                        Integer.toString(1 + i / length),
                        Integer.toString(1 + i % length),
                        level,
                        1))
                .toList();
    }

    private static int made;

    private static Seat seat(String number) {
        return new Seat("seat-" + made++, "S", "R", number, "A", 1);
    }

    private static List<Integer> xs(SeatMap map) {
        return IntStream.range(0, map.size()).mapToObj(map.plan()::x).toList();
    }

    private static Set<List<Integer>> spots(SeatMap map) {
        Set<List<Integer>> spots = new HashSet<>();
        for (int place = 0; place < map.size(); place++) {
            int x = map.plan().x(place);
            int y = map.plan().y(place);
            assertThat(map.plan().drawing().sections())
                    .as("the section around %d, %d", x, y)
                    .anyMatch(section -> box(section.shape()).contains(x, y));
            spots.add(List.of(x, y));
        }
        return spots;
    }
}
