package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Houses of any shape on the map: their names, floors, standing areas and special seats.
class SeatPlansOnMapTest extends ServerTest {

    /// Records the texts that are drawn, with the room that each takes.
    private static final String RECORD_TEXTS = """
            window.drawn = new Map();
            const real = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
              const size = Number(this.font.match(/([\\d.]+)px/)[1]) * 0.8;
              const wide = Math.min(this.measureText(text).width, most ?? Infinity);
              const rect = [x - wide / 2, x + wide / 2, y - size / 2, y + size / 2];
              window.drawn.set(`${text}@${Math.round(x)},${Math.round(y)}`, { text, rect });
              real.call(this, text, x, y, most);
            };
            """;

    private static final String OVERLAPS = """
            () => {
              const all = [...window.drawn.values()];
              const apart = (a, b) => a[1] <= b[0] + 1 || b[1] <= a[0] + 1 || a[3] <= b[2] + 1 || b[3] <= a[2] + 1;
              return all.flatMap((one, i) => all.slice(i + 1)
                .filter((other) => other.text !== one.text && !apart(one.rect, other.rect))
                .map((other) => `${one.text} and ${other.text}`));
            }
            """;

    private Visitor visitor(int width, boolean touch) {
        int height = width < 600 ? 780 : 900;
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale("en-US")
                        .setViewportSize(width, height)
                        .setHasTouch(touch));
    }

    private Visitor at(Stage stage, Visitor fan) {
        fan.comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        fan.page().waitForSelector("main[data-ready]");
        return fan;
    }

    private Visitor inTheClub(int width, boolean touch) {
        Visitor fan = visitor(width, touch);
        SamplePlan.shownTo(fan);
        return at(Stage.open(api(), clock()), fan);
    }

    /// Lets the map be drawn anew, and returns the texts on it.
    private static List<?> texts(Visitor fan, String expected) {
        fan.page().evaluate("window.drawn.clear()");
        var size = fan.page().viewportSize();
        fan.page().setViewportSize(size.width, size.height - 1);
        fan.page().waitForFunction("text => [...window.drawn.values()].some(one => one.text === text)", expected);
        return (List<?>) fan.page().evaluate("[...window.drawn.values()].map(one => one.text)");
    }

    @ParameterizedTest
    @CsvSource({"1440", "360"})
    void everySectionOfALargeHouseIsNamedWithoutOverlap(int width) {
        Visitor visitor = visitor(width, false);
        visitor.page().addInitScript(RECORD_TEXTS);
        try (Visitor fan = at(Halls.stadium(api(), clock()), visitor)) {
            List<?> names = texts(fan, "A");
            Assertions.assertThat(names.containsAll(List.of("A", "B", "C", "D", "E", "F", "107", "116", "130", "150")))
                    .as("sections among " + names)
                    .isTrue();
            Assertions.assertThat((List<?>) fan.page().evaluate(OVERLAPS)).isEmpty();

            for (int i = 0; i < 3; i++) {
                fan.presses("#zoom-in");
            }
            texts(fan, "118");
            Assertions.assertThat((List<?>) fan.page().evaluate(OVERLAPS)).isEmpty();
            for (int i = 0; i < 3; i++) {
                fan.presses("#zoom-in");
            }
            assertThat(fan.page().locator("#where")).hasText(Pattern.compile("\\d{3}"));
        }
    }

    @Test
    void schematicHouseSaysSo() {
        try (Visitor fan = at(Stage.open(api(), clock()), visitor(1440, false))) {
            assertThat(fan.page().locator("#schematic")).hasText("Schematic, not to scale");
            assertThat(fan.page().locator("#schematic")).isVisible();
        }
        try (Visitor fan = inTheClub(1440, false)) {
            assertThat(fan.page().locator("#schematic")).isHidden();
        }
    }

    @Test
    void eachFloorIsShownAlone() {
        Visitor visitor = visitor(1440, false);
        visitor.page().addInitScript(RECORD_TEXTS);
        SamplePlan.shownTo(visitor);
        try (Visitor fan = at(Stage.open(api(), clock()), visitor)) {
            Locator floors = fan.page().locator("#floors button");
            assertThat(floors).hasText(new String[] {"Ground", "Balcony"});
            assertThat(floors.first()).hasAttribute("aria-pressed", "true");
            Assertions.assertThat(texts(fan, "Floor front").contains("Balcony left"))
                    .isFalse();
            floors.nth(1).click();
            assertThat(floors.nth(1)).hasAttribute("aria-pressed", "true");
            List<?> texts = texts(fan, "Balcony left");
            Assertions.assertThat(texts.contains("Floor front")).isFalse();
            Assertions.assertThat(texts.contains("Balcony right")).isTrue();
            Assertions.assertThat((List<?>) fan.page().evaluate(OVERLAPS)).isEmpty();
            fan.findsNoBarriers();
        }
    }

    @Test
    void placesOfAnAreaAreChosenBesideSeatsAndSurviveReload() {
        try (Visitor fan = inTheClub(360, true)) {
            BoundingBox map = fan.page().locator("#canvas").boundingBox();
            fan.page().touchscreen().tap(map.x + map.width / 2, map.y + map.height * 0.45);
            assertThat(fan.page().locator("#area-name")).hasText("Floor front");
            assertThat(fan.page().locator("#area-facts")).hasText("Standing · Back · ₩70,000 · 212 left");
            fan.findsNoBarriers().presses("#area-more").presses("#area-done");
            assertThat(fan.page().locator(".chip")).hasText("Floor front × 2");
            assertThat(fan.page().locator("#total")).hasText("₩140,000");

            fan.page().reload();
            assertThat(fan.page().locator(".chip")).hasText("Floor front × 2");
            fan.page().locator(".chip").click();
            fan.presses("#area-more").presses("#area-more");
            assertThat(fan.page().locator("#area-more")).isDisabled();
            fan.presses("#area-less").presses("#area-done");
            assertThat(fan.page().locator(".chip")).hasText("Floor front × 3");
            fan.page().locator(".chip").click();
            for (int i = 0; i < 3; i++) {
                fan.presses("#area-less");
            }
            fan.presses("#area-done");
            assertThat(fan.page().locator(".chip")).hasCount(0);
        }
    }

    @Test
    void holdNamesSeatsAndAreas() {
        try (Visitor fan = inTheClub(1440, false)) {
            fan.page().locator("#canvas").focus();
            fan.hits("+").hits("+").hits("ArrowDown");
            assertThat(fan.page().locator("#say")).containsText("Standing");
            fan.hits("Enter").presses("#area-done");
            fan.page().locator("#floors button").nth(1).click();
            fan.page().locator("#canvas").focus();
            fan.hits("ArrowDown").hits("Enter");
            assertThat(fan.page().locator("#count")).hasText("2 chosen");

            var request = fan.page().waitForRequest("**/api/v1/holds", () -> fan.presses("#hold"));
            Assertions.assertThat(request.postData())
                    .contains("\"areas\":[{\"area\":\"Floor ", "\"quantity\":1}]", "\"seats\":[\"Balcony ");
            fan.forgives("the server responded with a status of");
        }
    }

    @Test
    void specialSeatsAreNamedInWords() {
        try (Visitor fan = inTheClub(1440, false)) {
            assertThat(fan.page().locator("#marks li")).hasText(new String[] {"wheelchair space", "companion seat"});
            fan.page().locator("#floors button").nth(1).click();
            fan.page().locator("#canvas").focus();
            for (int i = 0; i < 36; i++) {
                fan.hits("ArrowLeft");
            }
            for (int i = 0; i < 4; i++) {
                fan.hits("ArrowDown");
            }
            fan.hits("Enter");
            assertThat(fan.page().locator(".chip")).hasText("Balcony left row 3 seat 1 (wheelchair space)");
        }
    }

    @Test
    void minimapShowsWhereTheMapIsAndLeadsElsewhere() {
        try (Visitor fan = at(Halls.stadium(api(), clock()), visitor(360, true))) {
            Locator minimap = fan.page().locator("#minimap");
            assertThat(minimap).isHidden();
            BoundingBox map = fan.page().locator("#canvas").boundingBox();
            fan.page().touchscreen().tap(map.x + map.width / 2, map.y + map.height / 2);
            assertThat(minimap).isVisible();
            assertThat(fan.page().locator("#where")).isVisible();
            String before = fan.page().locator("#where").textContent();

            BoundingBox mini = minimap.boundingBox();
            fan.page().mouse().move(mini.x + mini.width / 2, mini.y + mini.height / 2);
            fan.page().mouse().down();
            fan.page().mouse().move(mini.x + mini.width * 0.2, mini.y + mini.height * 0.7);
            fan.page().mouse().up();
            assertThat(fan.page().locator("#where")).not().hasText(before);
            assertThat(fan.page().locator("#count")).hasText("No seats chosen yet");
            fan.presses("#zoom-fit");
            assertThat(minimap).isHidden();
        }
    }

    /// The first tap zooms in, the second one chooses.
    @Test
    void firstTapOnAPhoneMakesSeatsWideEnoughForAThumb() {
        Visitor visitor = visitor(360, true);
        visitor.page().addInitScript(RECORD_TEXTS);
        try (Visitor fan = at(Halls.theatre(api(), clock(), Map.of()), visitor)) {
            BoundingBox map = fan.page().locator("#canvas").boundingBox();
            fan.page().touchscreen().tap(map.x + map.width / 2 + 40, map.y + map.height / 2);
            assertThat(fan.page().locator("#count")).hasText("No seats chosen yet");
            double scale = Double.parseDouble(fan.page().locator("#canvas").getAttribute("data-scale"));
            Assertions.assertThat(scale * 2 * 0.84).isGreaterThanOrEqualTo(32);
            Assertions.assertThat(texts(fan, "7").contains("8")).isTrue();

            for (int up = 0; fan.page().locator(".chip").count() == 0 && up < 120; up += 15) {
                fan.page().touchscreen().tap(map.x + map.width / 2 + 40, map.y + map.height / 2 - up);
            }
            assertThat(fan.page().locator("#count")).hasText("1 seat");
        }
    }

    @Test
    void seatOfLessThan24PixelsIsNotChosenByTouch() {
        try (Visitor fan = at(Halls.theatre(api(), clock(), Map.of()), visitor(360, true))) {
            fan.page().locator("#canvas").focus();
            while (scale(fan) < 7) {
                fan.hits("+");
            }
            Assertions.assertThat(scale(fan) * 2).isLessThan(24);
            BoundingBox map = fan.page().locator("#canvas").boundingBox();
            fan.page().touchscreen().tap(map.x + map.width / 2 + 40, map.y + map.height / 2);
            assertThat(fan.page().locator("#count")).hasText("No seats chosen yet");
            Assertions.assertThat(scale(fan) * 2 * 0.84).isGreaterThanOrEqualTo(32);
        }
    }

    private static double scale(Visitor fan) {
        return Double.parseDouble(fan.page().locator("#canvas").getAttribute("data-scale"));
    }
}
