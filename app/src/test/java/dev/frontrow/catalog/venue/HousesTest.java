package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.VenuePlans.House;
import dev.frontrow.catalog.venue.VenuePlan.PlannedArea;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import dev.frontrow.catalog.venue.VenuePlan.Section;
import dev.frontrow.houses.Houses;
import java.awt.Polygon;
import java.awt.geom.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// The houses that we test with are such as can be built, and come out of each format as they went in.
class HousesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Shape(String name, int floor, Area surface) {}

    @ParameterizedTest
    @CsvSource({"CLUB, 5, 532", "THEATRE, 5, 939", "ARENA, 45, 8840", "STADIUM, 61, 38780", "CHURCH, 5, 536"})
    void hasSoManyPartsAndPlaces(Houses house, int parts, int places) {
        VenuePlan plan = plan(house);

        assertThat(plan.sections().size() + plan.areas().size()).isEqualTo(parts);
        assertThat(plan.placeCount()).isEqualTo(places);
    }

    @ParameterizedTest
    @EnumSource
    void noTwoSeatsAreCloserThanASeatIsWide(Houses house) {
        VenuePlan plan = plan(house);
        Map<Integer, List<PlannedSeat>> byFloor = plan.sections().stream()
                .collect(Collectors.groupingBy(
                        Section::floor, Collectors.flatMapping(Section::seats, Collectors.toList())));
        for (List<PlannedSeat> seats : byFloor.values()) {
            List<PlannedSeat> sorted = seats.stream()
                    .sorted(Comparator.comparingInt(PlannedSeat::x))
                    .toList();
            for (int i = 0; i < sorted.size(); i++) {
                PlannedSeat seat = sorted.get(i);
                for (int j = i + 1; j < sorted.size() && sorted.get(j).x() - seat.x() < plan.seatWidth(); j++) {
                    assertThat(Math.hypot(
                                    sorted.get(j).x() - seat.x(), sorted.get(j).y() - seat.y()))
                            .as("%s and %s", seat.seat(), sorted.get(j).seat())
                            .isGreaterThanOrEqualTo(plan.seatWidth());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSeatIsOutsideItsSection(Houses house) {
        for (Section section : plan(house).sections()) {
            var outline = new Outline(section.shape());
            assertThat(section.seats())
                    .allMatch(seat -> outline.distance(new Point(seat.x(), seat.y())) == 0, section.section());
            assertThat(outline.distance(section.label()))
                    .as("label of " + section.section())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noShapesOverlapOnOneFloor(Houses house) {
        VenuePlan plan = plan(house);
        List<Shape> shapes = new ArrayList<>();
        for (Section section : plan.sections()) {
            shapes.add(new Shape(section.section(), section.floor(), surface(section.shape())));
        }
        for (PlannedArea area : plan.areas()) {
            shapes.add(new Shape(area.area(), area.floor(), surface(area.shape())));
        }
        Stage stage = Objects.requireNonNull(plan.stage());
        shapes.add(new Shape("stage", stage.floor(), surface(stage.shape())));
        for (int i = 0; i < shapes.size(); i++) {
            for (int j = 0; j < i; j++) {
                Area common = new Area(shapes.get(i).surface());
                common.intersect(shapes.get(j).surface());
                assertThat(shapes.get(i).floor() == shapes.get(j).floor() && !common.isEmpty())
                        .as("%s over %s", shapes.get(i).name(), shapes.get(j).name())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ownFormatKeepsAllOfIt(Houses house) {
        VenuePlan plan = plan(house);

        String exported = JSON.writeValueAsString(plan);

        assertThat(VenueCheck.of(JSON.readValue(exported, VenueForm.class))).isEqualTo(plan);
        assertThat(JSON.readValue(exported, VenuePlan.class)).isEqualTo(plan);
    }

    @ParameterizedTest
    @EnumSource
    void pretixKeepsNamesPricesAndDistances(Houses house) {
        VenuePlan plan = plan(house);

        VenuePlan back = throughPretix(PretixExport.of(plan));

        List<PlannedSeat> seats = plan.seats().toList();
        List<PlannedSeat> after = back.seats().toList();
        assertThat(after).hasSameSizeAs(seats);
        int dx = after.getFirst().x() - seats.getFirst().x();
        int dy = after.getFirst().y() - seats.getFirst().y();
        assertThat(after)
                .isEqualTo(seats.stream()
                        .map(seat -> new PlannedSeat(
                                seat.seat(), seat.number(), seat.x() + dx, seat.y() + dy, seat.priceLevel(), null))
                        .toList());
        assertThat(back.sections())
                .extracting(Section::section)
                .isEqualTo(plan.sections().stream().map(Section::section).toList());
        assertThat(Objects.requireNonNull(back.stage()).shape())
                .isEqualTo(Objects.requireNonNull(plan.stage()).shape().stream()
                        .map(corner -> new Point(corner.x() + dx, corner.y() + dy))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void whatCameFromPretixGoesThereAndBackWhole(Houses house) {
        VenuePlan plan = throughPretix(PretixExport.of(plan(house)));

        assertThat(throughPretix(PretixExport.of(plan))).isEqualTo(plan);
    }

    /// The best pairs of an empty house stand side by side, and none of them is kept for wheelchairs.
    @ParameterizedTest
    @CsvSource({"CLUB, Balcony", "THEATRE, VIP", "ARENA, VIP", "STADIUM, Lower", "CHURCH, A"})
    void bestRowIsNearTheStage(Houses house, String level) {
        House made = VenueHouse.of(plan(house));

        SeatPlan.Row best = made.plan().rows().getFirst();

        assertThat(best.places())
                .allMatch(place -> made.seats().get(place).priceLevel().equals(level));
        assertThat(made.plan().rows()).isSortedAccordingTo(Comparator.comparingInt(SeatPlan.Row::rank));
    }

    @Test
    void seatsOfARowStandInTheirRealOrder() {
        House theatre = VenueHouse.of(plan(Houses.THEATRE));
        SeatPlan.Row row = theatre.plan().rows().getFirst();

        assertThat(row.places())
                .extracting(place -> Integer.valueOf(theatre.seats().get(place).number()))
                .startsWith(23, 21)
                .containsSequence(3, 1, 2, 4)
                .endsWith(22, 24);
        int one = row.places().indexOf(0);
        assertThat(theatre.plan().areNeighbours(row.places().get(one - 1), 0)).isTrue();
        assertThat(theatre.plan().areNeighbours(0, row.places().get(one + 1))).isFalse();
    }

    @Test
    void ringStaysWhole() {
        List<Point> ring = IntStream.range(0, 100)
                .mapToObj(i -> new Point(
                        (int) (1_000 * Math.cos(i * Math.TAU / 100)), (int) (1_000 * Math.sin(i * Math.TAU / 100))))
                .toList();
        List<Integer> places = IntStream.range(0, 100).boxed().toList();

        assertThat(RowLine.leftToRight(places, ring)).isIn(places, places.reversed());
    }

    /// The plan of the demo's house is written from the club here.
    @Test
    void demoShowsTheClub() throws IOException {
        Path plan = Path.of("src/main/resources/demo/club.json");
        if (Boolean.getBoolean("frontrow.write-docs")) {
            Files.writeString(plan, Houses.CLUB.json() + "\n");
        }

        assertThat(Files.readString(plan)).isEqualTo(Houses.CLUB.json() + "\n");
    }

    private static VenuePlan plan(Houses house) {
        return VenueCheck.of(JSON.readValue(house.json(), VenueForm.class));
    }

    private static VenuePlan throughPretix(PretixPlan exported) {
        PretixPlan read = JSON.readValue(JSON.writeValueAsString(exported), PretixPlan.class);
        return PretixImport.plan(read);
    }

    private static Area surface(List<Point> shape) {
        return new Area(new Polygon(
                shape.stream().mapToInt(Point::x).toArray(),
                shape.stream().mapToInt(Point::y).toArray(),
                shape.size()));
    }
}
