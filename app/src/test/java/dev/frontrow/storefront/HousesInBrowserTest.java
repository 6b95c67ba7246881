package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Five houses as they are built: in each one buys a seat, or a place, in every way there is.
class HousesInBrowserTest extends ServerTest {

    private static final int PHONE = 360;
    private static final int DESKTOP = 1440;

    /// A tap that zooms in, and one that chooses.
    private static final int TAPS_MAX = 3;

    private static final Pattern SEAT = Pattern.compile("row \\S+ seat \\S+");

    static Stream<Arguments> ways() {
        return Stream.of(Houses.values())
                .flatMap(house -> Stream.of(PHONE, DESKTOP).map(width -> Arguments.of(house, width)));
    }

    private Visitor inside(Houses house, int width, boolean scripts) {
        Stage stage = Stage.in(house, api(), clock());
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(width, width == PHONE ? 780 : 900)
                .setHasTouch(width == PHONE)
                .setJavaScriptEnabled(scripts);
        var visitor = new Visitor(port(), how);
        MapDrawing.record(visitor);
        return visitor.comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
    }

    private Visitor atTheMap(Houses house, int width) {
        return SeatPagesTest.ready(inside(house, width, true));
    }

    private static BoundingBox map(Visitor fan) {
        return Objects.requireNonNull(fan.page().locator("#canvas").boundingBox());
    }

    /// By touch where there is any, else by mouse.
    private static void taps(Visitor fan, MapDrawing.Rect at, int width) {
        BoundingBox map = map(fan);
        if (width == PHONE) {
            fan.page().touchscreen().tap(map.x + at.x(), map.y + at.y());
        } else {
            fan.page().mouse().click(map.x + at.x(), map.y + at.y());
        }
    }

    private static void tapsASeat(Visitor fan, int width) {
        Locator seat = fan.page().locator(".chip--seat");
        for (int tap = 0; tap < TAPS_MAX && seat.count() == 0; tap++) {
            taps(fan, MapDrawing.of(fan.page()).nearestToTheMiddle(map(fan)), width);
        }
        assertThat(seat).hasText(SEAT);
    }

    private static void tapsAnArea(Visitor fan, String area, int width) {
        taps(fan, MapDrawing.of(fan.page()).name(area).orElseThrow(), width);
        assertThat(fan.page().locator("#area-name")).hasText(area);
    }

    private static Visitor changesFloor(Visitor fan, int floor) {
        fan.page().locator("#floors button").nth(floor).click();
        return fan;
    }

    /// Holds what is chosen and pays for it; has so many tickets then.
    private static void buys(Visitor fan, int tickets) {
        fan.presses("#hold");
        pays(fan, tickets);
    }

    private static void pays(Visitor fan, int tickets) {
        fan.isAt("/checkout/.+").pressesMain().isAt("/orders/.+");
        assertThat(fan.page().locator(".ticket__qr")).hasCount(tickets);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void seatIsBoughtByTappingOnTheMap(Houses house, int width) {
        try (Visitor fan = atTheMap(house, width)) {
            changesFloor(fan, fan.page().locator("#floors button").count() - 1);
            tapsASeat(fan, width);
            buys(fan, 1);
            fan.reads("row").reads("seat");
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatIsBoughtFromTheList(Houses house) {
        try (Visitor fan = atTheMap(house, PHONE).presses("#show-list")) {
            fan.page().locator("label.box").first().click();
            assertThat(fan.page().locator("#count")).hasText("1 seat");
            buys(fan, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatIsBoughtOnTheMapWithTheKeyboardAlone(Houses house) {
        try (Visitor fan =
                atTheMap(house, PHONE).tabsTo("#floors button:last-child").hits("Enter")) {
            // Zooms in, points at the nearest seat, chooses it.
            fan.tabsTo("#canvas").hits("Enter").hits("Enter").hits("Enter");
            assertThat(fan.page().locator(".chip")).hasText(SEAT);
            fan.tabsTo("#hold").hits("Enter");
            fan.isAt("/checkout/.+")
                    .tabsTo("main .button--primary")
                    .hits("Enter")
                    .isAt("/orders/.+");
            assertThat(fan.page().locator(".ticket__qr")).hasCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatIsBoughtWithoutScripts(Houses house) {
        try (Visitor fan = inside(house, PHONE, false)) {
            fan.page().locator("label.box").first().click();
            fan.presses(".list__send button");
            pays(fan, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLUB, Floor, 360", "CLUB, Floor, 1440",
        "ARENA, Standing, 360", "ARENA, Standing, 1440",
        "STADIUM, Pitch, 360", "STADIUM, Pitch, 1440"
    })
    void placesOfAnAreaAreBoughtByTappingOnTheMap(Houses house, String area, int width) {
        try (Visitor fan = atTheMap(house, width)) {
            tapsAnArea(fan, area, width);
            fan.presses("#area-more").presses("#area-done");
            assertThat(fan.page().locator(".chip")).hasText(area + " × 2");
            buys(fan, 2);
            fan.reads(area).reads("Entry No. 1").reads("Entry No. 2");
        }
    }

    @ParameterizedTest
    @CsvSource({"CLUB, Floor", "ARENA, Standing", "STADIUM, Pitch"})
    void placesOfAnAreaAreBoughtWithoutScripts(Houses house, String area) {
        try (Visitor fan = inside(house, PHONE, false)) {
            fan.page().locator("input[name=places]").first().fill("2");
            fan.presses(".list__send button");
            pays(fan, 2);
            fan.reads(area).reads("Entry No. 2");
        }
    }

    @ParameterizedTest
    @CsvSource({"360", "1440"})
    void twoAreasAndASeatAreBoughtInOneHold(int width) {
        try (Visitor fan = atTheMap(Houses.CLUB, width)) {
            tapsAnArea(fan, "Floor", width);
            fan.presses("#area-more").presses("#area-done");
            tapsAnArea(fan, "Pit", width);
            fan.presses("#area-done");
            changesFloor(fan, 1);
            tapsASeat(fan, width);
            assertThat(fan.page().locator("#count")).hasText("4 chosen");
            List<String> holds = fan.requestsOf("/api/v1/holds");
            fan.presses("#hold")
                    .isAt("/checkout/.+")
                    .reads("Floor")
                    .reads("Pit")
                    .reads("row");
            Assertions.assertThat(holds).hasSize(1);
            pays(fan, 4);
        }
    }
}
