package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Five houses as they are built: in each a seat is held from the list, with the keyboard and without scripts.
class HousesInBrowserTest extends ServerTest {

    private Visitor inside(Houses house, boolean scripts) {
        Stage stage = Stage.in(house, api(), clock());
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(360, 780)
                .setHasTouch(true)
                .setJavaScriptEnabled(scripts);
        return new Visitor(port(), how)
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
    }

    private Visitor atTheMap(Houses house) {
        return SeatPagesTest.ready(inside(house, true));
    }

    private static void hasAHold(Visitor fan) {
        fan.isAt("/checkout/.+");
        assertThat(fan.page().locator(".checkout .levels__name")).hasCount(1);
        assertThat(fan.page().locator(".checkout .levels__name")).containsText("seat");
    }

    @ParameterizedTest
    @EnumSource
    void seatIsHeldFromTheList(Houses house) {
        try (Visitor fan = atTheMap(house).presses("#show-list")) {
            fan.page().locator("label.box").first().click();
            assertThat(fan.page().locator("#count")).hasText("1 seat");
            fan.presses("#hold");
            hasAHold(fan);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatIsHeldOnTheMapWithTheKeyboardAlone(Houses house) {
        try (Visitor fan = atTheMap(house).tabsTo("#floors button:last-child").hits("Enter")) {
            // Zooms in, points at the nearest seat, chooses it.
            fan.tabsTo("#canvas").hits("Enter").hits("Enter").hits("Enter");
            assertThat(fan.page().locator(".chip")).hasText(Pattern.compile("row \\S+ seat \\S+"));
            fan.tabsTo("#hold").hits("Enter");
            hasAHold(fan);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatIsHeldWithoutScripts(Houses house) {
        try (Visitor fan = inside(house, false)) {
            fan.page().locator("label.box").first().click();
            fan.presses(".list__send button");
            hasAHold(fan);
        }
    }
}
