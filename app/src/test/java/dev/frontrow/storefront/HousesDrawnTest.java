package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Five houses as they are built, on the map: nothing lies over anything else, and every part is named.
class HousesDrawnTest extends ServerTest {

    private static final int ZOOMS = 2;
    private static final int STEPS_OF_ZOOM = 3;

    /// Smaller seats cannot be chosen, so that a name may cover them.
    private static final double CHOSEN_FROM = 8;

    private Visitor at(Stage stage, int width) {
        var visitor = new Visitor(
                port(), new NewContextOptions().setLocale("en-US").setViewportSize(width, width < 600 ? 780 : 900));
        MapDrawing.record(visitor);
        visitor.comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        return SeatPagesTest.ready(visitor);
    }

    /// Names of sections and areas by their floor.
    private static Map<Integer, Set<String>> parts(Stage stage) {
        var plan = stage.api()
                .get("/api/v1/performances/" + stage.performanceId() + "/seat-plan")
                .expect(200)
                .body();
        Map<Integer, Set<String>> parts = new TreeMap<>();
        plan.path("sections")
                .forEach(section -> parts.computeIfAbsent(section.path("floor").asInt(), _ -> new TreeSet<>())
                        .add(section.path("section").asString()));
        plan.path("areas")
                .forEach(area -> parts.computeIfAbsent(area.path("floor").asInt(), _ -> new TreeSet<>())
                        .add(area.path("area").asString()));
        return parts;
    }

    @ParameterizedTest
    @EnumSource
    void nothingLiesOverAnythingElseAtAnyZoom(Houses house) {
        Stage stage = Stage.in(house, api(), clock());
        for (int width : List.of(1440, 360)) {
            try (Visitor fan = at(stage, width)) {
                Locator floors = fan.page().locator("#floors button");
                for (int floor = 0; floor < floors.count(); floor++) {
                    floors.nth(floor).click();
                    for (int zoom = 0; zoom <= ZOOMS; zoom++) {
                        String where = "%s, %d pixels wide, floor %d, zoom %d".formatted(house, width, floor, zoom);
                        MapDrawing drawing = MapDrawing.of(fan.page());
                        assertThat(drawing.overlaps()).as(where).isEmpty();
                        assertThat(drawing.namesOverSeats(CHOSEN_FROM))
                                .as(where)
                                .isEmpty();
                        assertThat(drawing.seats().size() + drawing.shapeCount())
                                .as("seats and shapes in " + where)
                                .isPositive();
                        for (int i = 0; i < STEPS_OF_ZOOM; i++) {
                            fan.presses("#zoom-in");
                        }
                    }
                    fan.presses("#zoom-fit");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPartOfAFloorIsNamedAtOnce(Houses house) {
        Stage stage = Stage.in(house, api(), clock());
        for (int width : List.of(1440, 360)) {
            try (Visitor fan = at(stage, width)) {
                Locator floors = fan.page().locator("#floors button");
                parts(stage).forEach((floor, names) -> {
                    floors.nth(floor).click();
                    assertThat(MapDrawing.of(fan.page()).texts().stream()
                                    .map(MapDrawing.Text::text)
                                    .collect(Collectors.toSet()))
                            .as("%s, %d pixels wide, floor %d", house, width, floor)
                            .containsAll(names);
                });
            }
        }
    }
}
