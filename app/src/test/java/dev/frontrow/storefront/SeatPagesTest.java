package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Choosing seats in a real browser.
class SeatPagesTest extends ServerTest {

    /// From another fan's commit until the change is visible.
    private static final double SHOWN_WITHIN_MS = 500;

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

    private Visitor inside(NewContextOptions how) {
        return inside(new Visitor(port(), how), stage);
    }

    static Visitor inside(Visitor visitor, Stage stage) {
        visitor.signsUp().goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
        return visitor.goes("/performances/" + stage.performanceId() + "/seats");
    }

    static Visitor ready(Visitor visitor) {
        visitor.page().waitForSelector("main[data-ready][data-live=live]");
        return visitor;
    }

    private Visitor atTheMap(NewContextOptions how) {
        return ready(inside(how));
    }

    private Visitor atTheList(NewContextOptions how) {
        Visitor visitor = atTheMap(how);
        visitor.page().locator("#show-list").click();
        return visitor;
    }

    private static Locator box(Visitor visitor, String seat) {
        return visitor.page().locator("input[type=checkbox][value='" + seat + "']");
    }

    private Fan someoneElse() {
        return crowd().of(1, stage).getFirst().joinsAndEnters();
    }

    @ParameterizedTest
    @CsvSource({"1440, en-US, LIGHT", "360, ko-KR, DARK"})
    void mapListAndRefusalHaveNoBarriers(int width, String language, ColorScheme scheme) {
        var how = new NewContextOptions()
                .setLocale(language)
                .setColorScheme(scheme)
                .setViewportSize(width, 780);
        try (Visitor fan = atTheMap(how)) {
            fan.findsNoBarriers();
            fan.page().locator("#best-fold summary").click();
            fan.findsNoBarriers();
            fan.page().locator("#show-list").click();
            box(fan, "12").check();
            box(fan, "13").check();
            fan.findsNoBarriers();
            someoneElse().holds("12").expect(201);
            assertThat(fan.page().locator("#notice .notice")).isVisible();
            fan.findsNoBarriers();
            fan.page().locator("#show-map").click();
            fan.findsNoBarriers();
        }
    }

    @Test
    void holdInOneBrowserShowsInTheOtherWithinHalfASecond() {
        try (Visitor watcher = atTheList(desktop());
                Visitor buyer = atTheList(phone())) {
            // Records when the watcher's page shows the change, by this machine's clock.
            watcher.page()
                    .evaluate("() => { const box = document.querySelector(\"input[value='7']\");"
                            + " new MutationObserver(() => { if (box.disabled) window.shownAt = Date.now(); })"
                            + ".observe(box, { attributes: true }); }");
            box(buyer, "7").check();
            buyer.page()
                    .evaluate("() => { const real = window.fetch; window.fetch = async (...all) => {"
                            + " const answer = await real(...all);"
                            + " if (String(all[0]).endsWith('/holds')) sessionStorage.setItem('heldAt', Date.now());"
                            + " return answer; }; }");
            buyer.page().locator("#hold").click();
            buyer.isAt("/checkout/.*");

            assertThat(box(watcher, "7")).isDisabled();
            double shownAt = ((Number) watcher.page().evaluate("window.shownAt")).doubleValue();
            double heldAt = Double.parseDouble((String) buyer.page().evaluate("sessionStorage.getItem('heldAt')"));
            Assertions.assertThat(shownAt - heldAt).isLessThan(SHOWN_WITHIN_MS);
        }
    }

    @Test
    void whoLosesASeatKeepsTheOthersAndIsOfferedOneNearby() {
        try (Visitor first = atTheList(desktop());
                Visitor second = atTheList(phone())) {
            box(first, "22").check();
            List.of("22", "24", "25").forEach(seat -> box(second, seat).check());

            first.page().locator("#hold").click();
            first.isAt("/checkout/.*");

            second.reads("방금 다른 분이 선택한 좌석이에요. 가까운 좌석을 골라 볼까요?");
            second.reads("나머지 좌석은 그대로 선택되어 있어요.");
            assertThat(box(second, "24")).isChecked();
            assertThat(box(second, "25")).isChecked();
            assertThat(box(second, "22")).not().isChecked();
            assertThat(second.page().locator("#count")).hasText("2석 선택");

            second.page().locator("#notice .button").click();
            assertThat(second.page().locator("#count")).hasText("3석 선택");
            second.page().locator("#hold").click();
            second.isAt("/checkout/.*");
        }
    }

    /// Both press before either page knows of the other. The stream is blocked here, so only the refusal reports
    /// it.
    @Test
    void ofTwoWhoPressTheSameSeatOneHasItAndTheOtherKeepsTheRest() {
        try (Visitor fan = inside(desktop())) {
            fan.hearsNothingOfSeats();
            fan.page().reload();
            fan.page().waitForSelector("main[data-ready]");
            fan.page().locator("#show-list").click();
            List.of("1", "2").forEach(seat -> box(fan, seat).check());
            someoneElse().holds("1").expect(201);
            fan.page().locator("#hold").click();

            fan.reads("Someone just took that seat. Pick one nearby?");
            assertThat(box(fan, "2")).isChecked();
            assertThat(box(fan, "1")).isDisabled();
        } catch (AssertionError refused) {
            // The browser logs each 409 to its console.
            if (!String.valueOf(refused.getMessage()).contains("409")) {
                throw refused;
            }
        }
    }

    @Test
    void listIsUsedWithTheKeyboardAlone() {
        try (Visitor fan = atTheMap(desktop())) {
            Page page = fan.page();
            page.locator("#show-list").focus();
            page.keyboard().press("Enter");
            box(fan, "2").focus();
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            assertThat(page.locator("#count")).hasText("2 seats");
            assertThat(page.locator("#total")).hasText("₩300,000");
            page.locator("#hold").focus();
            page.keyboard().press("Enter");
            fan.isAt("/checkout/.*");
        }
    }

    @Test
    void nobodyChoosesMoreThanOneMayHave() {
        try (Visitor fan = atTheList(desktop())) {
            List.of("1", "2", "3", "4").forEach(seat -> box(fan, seat).check());
            box(fan, "5").click();
            assertThat(box(fan, "5")).not().isChecked();
            assertThat(fan.page().locator(".toast")).hasText("You can buy up to 4 tickets for this date.");
        }
    }

    @Test
    void choiceSurvivesReload() {
        try (Visitor fan = atTheList(desktop())) {
            box(fan, "8").check();
            fan.page().reload();
            assertThat(fan.page().locator("#count")).hasText("1 seat");
        }
    }

    @Test
    void bestSeatsAreHeldForAParty() {
        try (Visitor fan = atTheMap(phone())) {
            fan.page().locator("#best-fold summary").click();
            fan.page().locator("#best-level").selectOption("Back");
            fan.page().locator("#best button").click();
            fan.isAt("/checkout/.*").reads("140,000원");
        }
    }

    @Test
    void holdThatEndsComesBackToTheMap() {
        someoneElse().holds("9").expect(201);
        try (Visitor fan = atTheList(desktop())) {
            assertThat(box(fan, "9")).isDisabled();
            clock().advance(Duration.ofMinutes(5));
            assertThat(box(fan, "9")).isEnabled();
        }
    }

    @Test
    void ownHoldIsShownWithTheWayToPayIt() {
        try (Visitor fan = atTheList(phone())) {
            List.of("21", "22").forEach(seat -> box(fan, seat).check());
            fan.page().locator("#hold").click();
            fan.isAt("/checkout/.*");
            String checkout = fan.page().url();
            fan.page().goBack();
            ready(fan).reads("선점한 좌석").findsNoBarriersByDayOrNight();
            fan.page().locator("#show-list").click();
            assertThat(box(fan, "21")).isDisabled();
            assertThat(box(fan, "21")).hasAttribute("aria-label", Pattern.compile(".*선점한 좌석$"));
            assertThat(fan.page().locator("#count")).hasText("아직 고른 좌석이 없어요");
            fan.findsNoBarriersByDayOrNight();

            // The strip has the time and the way to pay; the page repeats neither.
            assertThat(fan.page().locator("#held time")).isVisible();
            assertThat(fan.page().locator(".own a")).hasCount(0);
            fan.page().locator("#held a").click();
            fan.page().waitForURL(checkout);
            fan.page().goBack();
            ready(fan);
            clock().advance(Duration.ofMinutes(5));
            assertThat(fan.page().locator(".own")).isHidden();
            fan.page().locator("#show-list").click();
            assertThat(box(fan, "21")).isEnabled();
        }
    }

    @Test
    void endOfTheTurnIsToldWithAWayBack() {
        try (Visitor fan = atTheMap(desktop())) {
            clock().advance(Duration.ofMinutes(11));
            fan.reads("Your turn is over.");
            assertThat(fan.page().locator("#hold")).isDisabled();
        }
    }

    @Test
    void listIsAPlainFormWithoutScripts() {
        try (Visitor fan = inside(phone().setJavaScriptEnabled(false))) {
            box(fan, "31").check();
            box(fan, "32").check();
            fan.page().locator("noscript button, .list__send button").first().click();
            fan.isAt("/checkout/.*");
        }
    }

    @Test
    void lostSeatIsToldWithoutScriptsToo() {
        try (Visitor fan = inside(phone().setJavaScriptEnabled(false))) {
            box(fan, "31").check();
            box(fan, "32").check();
            someoneElse().holds("31").expect(201);
            fan.page().locator(".list__send button").click();
            fan.reads("방금 다른 분이 선택한 좌석이에요.");
            assertThat(box(fan, "31")).isDisabled();
            assertThat(box(fan, "32")).isChecked();
        } catch (AssertionError refused) {
            if (!String.valueOf(refused.getMessage()).contains("409")) {
                throw refused;
            }
        }
    }

    @Test
    void choiceInOnePartOfTheHouseOutlivesTheLookAtAnother() {
        Stage stadium = Halls.stadium(api(), clock());
        try (Visitor fan = inside(new Visitor(port(), phone().setJavaScriptEnabled(false)), stadium)) {
            box(fan, "A-1-3").check();
            fan.page().locator("button[name=show]").nth(3).click();
            box(fan, "D-2-5").check();
            fan.page().locator(".list__send button").click();
            fan.isAt("/checkout/.*").reads("396,000원");
        }
        try (Visitor fan = ready(inside(new Visitor(port(), desktop()), stadium))) {
            fan.page().locator("#show-list").click();
            box(fan, "A-1-4").check();
            fan.page().locator("button[name=show]").nth(3).click();
            box(fan, "D-2-6").check();
            assertThat(fan.page().locator("#count")).hasText("2 seats");
            fan.page().locator("#hold").click();
            fan.isAt("/checkout/.*");
        }
    }

    @Test
    void whoseTurnItIsNotIsSentToTheLine() {
        Stage full = Stage.with(api(), clock(), Map.of("capacity", 1));
        crowd().of(1, full).getFirst().joinsAndEnters();
        try (Visitor fan = inside(new Visitor(port(), desktop()), full)) {
            fan.isAt("/concerts/" + full.concertId() + "/waiting-room");
        }
    }
}
