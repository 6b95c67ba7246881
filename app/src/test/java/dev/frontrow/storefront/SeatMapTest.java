package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The seat map with all kinds of input: mouse, wheel, touch, keys.
class SeatMapTest extends ServerTest {

    private Stage stage;

    @BeforeEach
    void concertIsOnSale() {
        stage = Stage.open(api(), clock());
    }

    private NewContextOptions desktop() {
        return new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900);
    }

    private NewContextOptions phone() {
        return new NewContextOptions().setLocale("ko-KR").setViewportSize(360, 780);
    }

    private Visitor atTheMap(NewContextOptions how) {
        return SeatPagesTest.ready(SeatPagesTest.inside(new Visitor(port(), how), stage));
    }

    @Test
    void mapIsMovedWithTheKeyboard() {
        try (Visitor fan = atTheMap(phone())) {
            Locator canvas = fan.page().locator("#canvas");
            canvas.focus();
            double before = scale(fan);
            canvas.press("+");
            Assertions.assertThat(scale(fan)).isGreaterThan(before);
            canvas.press("ArrowLeft");
            canvas.press("0");
            Assertions.assertThat(scale(fan)).isEqualTo(before);
            canvas.press("-");
            Assertions.assertThat(scale(fan)).isEqualTo(before);
        }
    }

    @Test
    void seatsAreChosenOnTheMapWithTheKeyboardAlone() {
        crowd().of(1, stage).getFirst().joinsAndEnters().holds("26").expect(201);
        try (Visitor fan = atTheMap(desktop())) {
            Locator said = fan.page().locator("#say");
            fan.tabsTo("#canvas").hits("ArrowRight");
            assertThat(said).hasText(Pattern.compile("seat \\d+ · .*"));
            // Moves to the back corner, and from there to a known seat.
            for (int i = 0; i < 10; i++) {
                fan.hits("ArrowDown").hits("ArrowLeft");
            }
            assertThat(said).hasText("seat 41 · Back · \u20a970,000");
            fan.hits("ArrowRight").hits("Enter");
            assertThat(fan.page().locator("#count")).hasText("1 seat");
            fan.hits("ArrowUp").hits("ArrowRight").hits("Space");
            assertThat(fan.page().locator(".chip"))
                    .hasText(new Pattern[] {Pattern.compile("seat 33"), Pattern.compile("seat 42")});
            for (String key : List.of("ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight")) {
                fan.hits(key);
            }
            assertThat(said).hasText("seat 26 · taken");
            fan.hits("Enter");
            assertThat(fan.page().locator("#count")).hasText("2 seats");
            fan.findsNoBarriers().hits("ArrowLeft").hits("Enter").hits("Enter");
            assertThat(fan.page().locator("#count")).hasText("2 seats");
        }
    }

    @Test
    void wheelAndButtonsZoom() {
        try (Visitor fan = atTheMap(phone())) {
            double before = scale(fan);
            fan.page().locator("#canvas").hover();
            fan.page().mouse().wheel(0, -300);
            fan.page().waitForFunction("before => Number(canvas.dataset.scale) > before", before);
            fan.page().locator("#zoom-fit").click();
            Assertions.assertThat(scale(fan)).isEqualTo(before);
            fan.page().locator("#zoom-in").click();
            Assertions.assertThat(scale(fan)).isGreaterThan(before);
        }
    }

    @Test
    void twoFingersZoomAndOneMoves() {
        try (Visitor fan = atTheMap(phone().setHasTouch(true))) {
            double before = scale(fan);
            var box = fan.page().locator("#canvas").boundingBox();
            double x = box.x + box.width / 2;
            double y = box.y + box.height / 2;
            CDPSession fingers = fan.page().context().newCDPSession(fan.page());
            spread(fingers, x, y);
            double near = scale(fan);
            Assertions.assertThat(near).isBetween(before * 1.4, before * 1.6);

            touch(fingers, "touchStart", x, y);
            touch(fingers, "touchMove", x - 60, y - 60);
            touch(fingers, "touchEnd");
            Assertions.assertThat(scale(fan)).isEqualTo(near);
            assertThat(fan.page().locator("#count")).hasText("아직 고른 좌석이 없어요");

            touch(fingers, "touchStart", x - 80, y, x + 80, y);
            touch(fingers, "touchMove", x - 5, y, x + 5, y);
            touch(fingers, "touchEnd");
            Assertions.assertThat(scale(fan)).isEqualTo(before);
            Assertions.assertThat(fan.page().evaluate("visualViewport.scale")).isEqualTo(1);
        }
    }

    private static void spread(CDPSession fingers, double x, double y) {
        touch(fingers, "touchStart", x - 40, y, x + 40, y);
        for (int apart = 45; apart <= 60; apart += 5) {
            touch(fingers, "touchMove", x - apart, y, x + apart, y);
        }
        touch(fingers, "touchEnd");
    }

    /// Sends a touch event; two numbers for each finger.
    private static void touch(CDPSession fingers, String what, double... at) {
        var points = new JsonArray();
        for (int i = 0; i < at.length; i += 2) {
            var point = new JsonObject();
            point.addProperty("x", at[i]);
            point.addProperty("y", at[i + 1]);
            point.addProperty("id", i);
            points.add(point);
        }
        var event = new JsonObject();
        event.addProperty("type", what);
        event.add("touchPoints", points);
        fingers.send("Input.dispatchTouchEvent", event);
    }

    private static double scale(Visitor fan) {
        return Double.parseDouble(fan.page().locator("#canvas").getAttribute("data-scale"));
    }

    @Test
    void seatIsChosenOnTheMapAndGivenBack() {
        try (Visitor fan = atTheMap(desktop().setReducedMotion(ReducedMotion.REDUCE))) {
            var canvas = fan.page().locator("#canvas").boundingBox();
            double[] at = middleOfTheHouse(fan);
            fan.page().mouse().click(canvas.x + at[0], canvas.y + at[1]);
            assertThat(fan.page().locator("#count")).hasText("1 seat");
            assertThat(fan.page().locator(".chip")).hasCount(1);
            fan.page().locator(".chip").click();
            assertThat(fan.page().locator("#count")).hasText("No seats chosen yet");
        }
    }

    /// Returns the position of a free seat, found by the pointer's tooltip.
    private static double[] middleOfTheHouse(Visitor fan) {
        var box = fan.page().locator("#canvas").boundingBox();
        for (double y = box.height * 0.2; y < box.height * 0.9; y += 10) {
            fan.page().mouse().move(box.x + box.width / 2 - 12, box.y + y);
            if (fan.page().locator("#tip").isVisible()) {
                return new double[] {box.width / 2 - 12, y + 8};
            }
        }
        throw new AssertionError("no seat in the middle of the map");
    }
}
