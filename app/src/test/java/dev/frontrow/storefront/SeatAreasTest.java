package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Choosing places of standing areas in a real browser: in the list with and without scripts, and beside seats.
class SeatAreasTest extends ServerTest {

    private Stage stage;

    @BeforeEach
    void concertIsOnSale() {
        stage = Stage.ofPlaces(
                api(),
                clock(),
                1,
                Map.of(
                        "seatCount",
                        30,
                        "areas",
                        List.of(Stage.area("Floor, left", 10, "Front"), Stage.area("Floor, right", 3, "Back"))));
    }

    private Visitor inside(boolean scripts) {
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(360, 780)
                .setJavaScriptEnabled(scripts);
        return new Visitor(port(), how)
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
    }

    private Visitor atTheList() {
        return SeatPagesTest.ready(inside(true)).presses("#show-list");
    }

    private Fan someoneElse() {
        return crowd().of(1, stage).getFirst().joinsAndEnters();
    }

    private static Locator places(Visitor fan, int area) {
        return fan.page().locator("input[name=places]").nth(area);
    }

    @Test
    void twoAreasAndASeatAreHeldWithoutScripts() {
        try (Visitor fan = inside(false)) {
            places(fan, 0).fill("2");
            places(fan, 1).fill("1");
            fan.ticks("3").page().locator(".list__send button").click();
            fan.isAt("/checkout/.*").reads("₩520,000");
        }
    }

    @Test
    void fullAreaIsToldWithoutScriptsAndTheRestIsKept() {
        try (Visitor fan = inside(false)) {
            someoneElse().holdsIn("Floor, right", 3).expect(201);
            places(fan, 0).fill("1");
            places(fan, 1).fill("1");
            fan.ticks("3").page().locator(".list__send button").click();
            fan.reads("This section has no tickets left.");
            assertThat(places(fan, 0)).hasValue("1");
            assertThat(places(fan, 1)).hasValue("0");
            assertThat(fan.page().locator("input[value='3']")).isChecked();
            assertThat(fan.page().locator(".list__chosen")).hasText("2 chosen");
            fan.forgives("409");
        }
    }

    @Test
    void listAndBarAgreeAndTheLimitHolds() {
        try (Visitor fan = atTheList()) {
            fan.ticks("3");
            for (int i = 0; i < 4; i++) {
                fan.page().locator("[data-area='0'] [data-step='1']").click();
            }
            assertThat(places(fan, 0)).hasValue("3");
            assertThat(fan.page().locator(".toast")).hasCount(1);
            assertThat(fan.page().locator("#count")).hasText("4 chosen");
            assertThat(fan.page().locator("#total")).hasText("₩600,000");
            fan.findsNoBarriersByDayOrNight()
                    .presses("#hold")
                    .isAt("/checkout/.*")
                    .reads("₩600,000");
        }
    }

    @Test
    void fullAreaIsToldAsSuchAndNotAsTheLimit() {
        try (Visitor fan = atTheList()) {
            Locator more = fan.page().locator("[data-area='1'] [data-step='1']");
            for (int i = 0; i < 4; i++) {
                more.click();
            }
            assertThat(places(fan, 1)).hasValue("3");
            assertThat(fan.page().locator(".toast")).hasText(Pattern.compile("Floor, right.? · 3 left"));
            fan.ticks("3").page().locator("[data-area='0'] [data-step='1']").click();
            assertThat(fan.page().locator(".toast").last()).hasText("You can buy up to 4 tickets for this date.");
        }
    }

    /// The news is kept away, so that only the refusal reports it.
    @Test
    void placesThatOthersTookAreToldOnce() {
        try (Visitor fan = inside(true)) {
            fan.hearsNothingOfSeats();
            fan.page().reload();
            SeatPagesTest.ready(fan).presses("#show-list");
            fan.page()
                    .evaluate("window.said = []; const line = document.getElementById('say-urgently');"
                            + " new MutationObserver(() => line.textContent && said.push(line.textContent))"
                            + ".observe(line, { childList: true, characterData: true, subtree: true });");
            fan.page().locator("[data-area='1'] [data-step='1']").click();
            fan.page().locator("[data-area='1'] [data-step='1']").click();
            someoneElse().holdsIn("Floor, right", 2).expect(201);
            fan.presses("#hold");

            String changed = "Floor, right: places left: 1. Your choice has changed.";
            assertThat(fan.page().locator("#notice .notice__title")).hasText(changed);
            assertThat(fan.page().locator(".chip")).hasText(Pattern.compile("Floor, right.? × 1"));
            assertThat(fan.page().locator("#say-urgently")).hasText(changed);
            Assertions.assertThat(fan.page().evaluate("said")).isEqualTo(List.of(changed));
            fan.forgives("409");
        }
    }

    @Test
    void areaThatSellsOutChangesTheChoiceInWords() {
        try (Visitor fan = atTheList()) {
            fan.page().locator("[data-area='1'] [data-step='1']").click();
            fan.page().locator("[data-area='1'] [data-step='1']").click();
            assertThat(fan.page().locator(".chip")).hasText("Floor, right × 2");
            someoneElse().holdsIn("Floor, right", 2).expect(201);

            fan.reads("Floor, right: places left: 1. Your choice has changed.");
            assertThat(fan.page().locator(".chip")).hasText("Floor, right × 1");
            assertThat(places(fan, 1)).hasValue("1");
            assertThat(fan.page().locator("[data-area='1'] [data-left]")).hasText("1 left");
        }
    }

    @Test
    void ownHoldOfAnAreaIsShown() {
        try (Visitor fan = atTheList()) {
            fan.page().locator("[data-area='0'] [data-step='1']").click();
            fan.presses("#hold").isAt("/checkout/.*");
            fan.page().goBack();
            SeatPagesTest.ready(fan);
            assertThat(fan.page().locator(".own")).containsText("Floor, left");
        }
    }
}
