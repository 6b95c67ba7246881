package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ForcedColors;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The seat page in narrow, low and unusual windows.
class SeatLayoutTest extends ServerTest {

    private static final int STOPS = 40;

    /// What has the focus, if something else lies over its middle, or the window does not show it.
    private static final String HIDDEN_FOCUS = """
            () => {
              const one = document.activeElement;
              if (one === document.body) return "";
              const { left, right, top, bottom } = one.getBoundingClientRect();
              const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              const seen = over && (one.contains(over) || over.contains(one) || over.closest("label")?.contains(one));
              return seen ? "" : `${one.outerHTML.slice(0, 80)} under ${over?.outerHTML.slice(0, 80)}`;
            }
            """;

    /// Texts whose box is narrower than they are, or whose box goes beyond the window.
    private static final String CUT_OFF = """
            () => [...document.querySelectorAll("main header *, main .legend *, main .segments *")]
                .filter((one) => one.offsetWidth > 0)
                .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible"
                    || one.getBoundingClientRect().right > innerWidth)
                .map((one) => one.outerHTML.slice(0, 100))
            """;

    private Visitor at(Stage stage, NewContextOptions how) {
        Visitor fan = new Visitor(port(), how)
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        return SeatPagesTest.ready(fan);
    }

    private static NewContextOptions window(int width, int height) {
        return new NewContextOptions().setLocale("en-US").setViewportSize(width, height);
    }

    /// A window of 1440 by 900 at a zoom of 100, 200 and 400 per cent, and a phone.
    @ParameterizedTest
    @CsvSource({"1440, 900", "720, 450", "360, 225", "360, 780"})
    void focusIsNeverHidden(int width, int height) {
        try (Visitor fan = at(Stage.open(api(), clock()), window(width, height))) {
            fan.presses("#show-list").ticks("1", "2");
            List<Object> hidden = new ArrayList<>();
            fan.page().locator("#show-list").focus();
            for (int stop = 0; stop < STOPS; stop++) {
                fan.hits("Tab");
                hidden.add(fan.page().evaluate(HIDDEN_FOCUS));
            }
            for (int stop = 0; stop < STOPS / 2; stop++) {
                fan.hits("Shift+Tab");
                hidden.add(fan.page().evaluate(HIDDEN_FOCUS));
            }
            Assertions.assertThat(hidden).containsOnly("");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void nothingIsCutOffOnAPhone(String language) {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "title",
                        "A Winter Night with the Philharmonic Orchestra",
                        "venue",
                        "The Great Hall of the Town by the River",
                        "priceLevels",
                        List.of(
                                Map.of("name", "Premium lounge", "amountMinor", 1_450_000),
                                Map.of("name", "Middle", "amountMinor", 110_000),
                                Map.of("name", "Back", "amountMinor", 70_000),
                                Map.of("name", "Gallery", "amountMinor", 50_000))));
        try (Visitor fan = at(stage, window(360, 780).setLocale(language))) {
            Assertions.assertThat((List<?>) fan.page().evaluate(CUT_OFF)).isEmpty();
        }
    }

    @Test
    void pressedStateIsSeenInForcedColours() {
        try (Visitor fan = at(Stage.open(api(), clock()), window(1440, 900).setForcedColors(ForcedColors.ACTIVE))) {
            String background = "one => getComputedStyle(one).backgroundColor";
            Assertions.assertThat(fan.page().locator("#show-map").evaluate(background))
                    .isNotEqualTo(fan.page().locator("#show-list").evaluate(background));
        }
    }

    @Test
    void namesOfButtonsContainWhatIsSeen() {
        try (Visitor fan = at(Stage.open(api(), clock()), window(1440, 900))) {
            fan.presses("#show-list").ticks("1", "2").findsNoBarriers();
            Assertions.assertThat((List<?>) fan.page()
                            .evaluate("async () => (await axe.run(document, { runOnly: { type: 'rule',"
                                    + " values: ['label-content-name-mismatch'] } })).violations.map(one =>"
                                    + " one.nodes.map(node => node.html))"))
                    .isEmpty();
            assertThat(fan.page().locator(".chip").first()).hasAttribute("aria-label", "Remove seat 1");
        }
    }
}
