package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The strip that shows a running hold on every page, and the clock of the time to shop.
class HeldStripTest extends ServerTest {

    private static final Pattern FOUR_MINUTES = Pattern.compile("[45]:\\d\\d");

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void holds() {
        stage = Stage.open(api(), clock());
        fan = stage.fan().joinsAndEnters();
        fan.holds("1", "2").expect(201);
    }

    private Visitor visitor(String language, boolean scripts) {
        return new Visitor(
                        port(),
                        new NewContextOptions()
                                .setLocale(language)
                                .setJavaScriptEnabled(scripts)
                                .setViewportSize(360, 780))
                .comesWith(fan.accessToken());
    }

    /// At the checkout, and then at the list of concerts.
    private Visitor leavesTheCheckout(Visitor visitor) {
        return visitor.goes("/checkout/" + fan.holdId()).goes("/");
    }

    private static Locator strip(Visitor visitor) {
        return visitor.page().locator("#held");
    }

    @ParameterizedTest
    @CsvSource({"en-US, true, 2 seats held", "ko-KR, false, 좌석 2석 선점 중"})
    void isOnEveryPageAndLeadsToTheHold(String language, boolean scripts, String words) {
        try (Visitor visitor = leavesTheCheckout(visitor(language, scripts))) {
            for (String page : new String[] {
                "/", "/concerts/" + stage.concertId(), "/tickets", "/orders", "/wallet", "/account", "/nothing-here"
            }) {
                visitor.goes(page);
                assertThat(strip(visitor)).containsText(words);
                assertThat(strip(visitor).locator("time"))
                        .hasText(scripts ? FOUR_MINUTES : Pattern.compile(".*(까지|until).*"));
            }
            visitor.forgives("404");
            strip(visitor).locator("a").click();
            visitor.isAt("/checkout/" + fan.holdId());
            assertThat(strip(visitor)).hasCount(0);
        }
    }

    @Test
    void namesTheHoldThatEndsFirstAndHowManyMore() {
        clock().advance(Duration.ofMinutes(1));
        fan.holds("5").expect(201);
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", true))) {
            assertThat(strip(visitor)).containsText("2 seats held");
            assertThat(strip(visitor)).containsText("+1 more");
            visitor.findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void isGoneAfterReleasePaymentAndEnd() {
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", false))) {
            fan.releases().expect(204);
            visitor.goes("/");
            assertThat(strip(visitor)).hasCount(0);

            fan.holds("3").expect(201);
            visitor.goes("/").sees("#held");
            fan.topsUp(1_000_000);
            fan.pays(UUID.randomUUID().toString()).expect(201);
            visitor.goes("/");
            assertThat(strip(visitor)).hasCount(0);
        }
    }

    @Test
    void isGoneWhenTheTimeIsOver() {
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", false))) {
            visitor.sees("#held");
            clock().advance(Duration.ofMinutes(6));
            visitor.goes("/");
            assertThat(strip(visitor)).hasCount(0);
        }
    }

    @Test
    void followsAnExtensionAndAReleaseWhenThePageIsLookedAtAgain() {
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", true))) {
            fan.extendsHold().expect(200);
            visitor.hides(true).hides(false);
            assertThat(strip(visitor).locator("time")).hasText(Pattern.compile("9:\\d\\d|10:00"));

            fan.releases().expect(204);
            visitor.hides(true).hides(false);
            assertThat(strip(visitor)).hasCount(0);
        }
    }

    @Test
    void isGoneOnceTheOperatorHasReleasedAFrozenHold() {
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", true))) {
            stage.steer(Map.of("phase", "PAUSED", "freezeHolds", true)).expect(200);
            clock().advance(Duration.ofMinutes(6));
            visitor.goes("/").sees("#held");
            assertThat(strip(visitor).locator("time")).hasText(Pattern.compile("\\d+:\\d\\d(:\\d\\d)?"));

            stage.steer(Map.of("freezeHolds", false)).expect(200);
            visitor.hides(true).hides(false);
            assertThat(strip(visitor)).hasCount(1);
            clock().advance(Duration.ofMinutes(6));
            visitor.hides(true).hides(false);
            assertThat(strip(visitor)).hasCount(0);
        }
    }

    @Test
    void asksARefusingServerNoMoreOftenThanItSays() {
        try (Visitor visitor = leavesTheCheckout(visitor("en-US", true).withOwnClock())) {
            List<String> asked = visitor.requestsOf("/held?at=/");
            visitor.page()
                    .route(
                            "**/held?at=**",
                            route -> route.fulfill(
                                    new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "30"))));
            visitor.passes(Duration.ofMinutes(5).plusSeconds(5));
            visitor.page().waitForCondition(() -> asked.size() == 1);

            for (int second = 0; second < 20; second++) {
                visitor.passes(Duration.ofSeconds(1));
            }

            Assertions.assertThat(asked).hasSize(1);
            visitor.passes(Duration.ofSeconds(15));
            visitor.page().waitForCondition(() -> asked.size() == 2);
            visitor.sees("#held").forgives("503");
        }
    }

    @Test
    void isShownAtAnotherDeviceAfterTheSignInAndToNobodyElse() {
        var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, newAccessToken());
        browser.with("frontrow-holding", "1");
        Assertions.assertThat(browser.gets("/").expect(200).text()).doesNotContain("id=\"held\"");
        var own = new PlainBrowser(api(), "en")
                .with(SessionCookies.NAME, fan.accessToken())
                .with("frontrow-holding", "1");
        Assertions.assertThat(own.gets("/").expect(200).text()).contains("id=\"held\"");
        Assertions.assertThat(own.gets("/").header("Cache-Control")).contains("no-store");
    }

    @Test
    void readersWhoHaveNotBeenAtSeatsLatelyCostNoLookUp() {
        var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, fan.accessToken());
        Assertions.assertThat(browser.gets("/").expect(200).text()).doesNotContain("id=\"held\"");
        browser.gets("/checkout/" + fan.holdId()).expect(200);
        Assertions.assertThat(browser.gets("/").expect(200).text()).contains("id=\"held\"");
        browser.posts("/sign-out", Map.of()).expect(302);
        Assertions.assertThat(browser.cookie("frontrow-holding")).isEmpty();
    }

    @Test
    void timeToShopIsWarnedOfTwoMinutesBeforeItsEnd() {
        try (Visitor visitor = visitor("en-US", true)) {
            Fan other = stage.fan().joinsAndEnters();
            visitor.comesWith(other.accessToken())
                    .goes("/concerts/" + stage.concertId() + "/waiting-room")
                    .goes("/performances/" + stage.performanceId() + "/seats");
            assertThat(visitor.page().locator("#shop-time")).containsText("Time left to shop");
            assertThat(visitor.page().locator("#shop-time time")).hasText(Pattern.compile("9:\\d\\d|10:00"));

            clock().advance(Duration.ofMinutes(8).plusSeconds(5));
            visitor.page().reload();

            assertThat(visitor.page().locator("#say")).containsText("Two minutes left to shop.");
            visitor.findsNoBarriers();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endOfShoppingLeadsToTheHoldThatOutlivesItOrToTheLine(boolean holding) {
        if (!holding) {
            fan.releases().expect(204);
        }
        try (Visitor visitor = visitor("en-US", true)) {
            visitor.goes("/concerts/" + stage.concertId() + "/waiting-room")
                    .goes("/performances/" + stage.performanceId() + "/seats");
            visitor.page().waitForSelector("main[data-ready][data-live=live]");

            visitor.page().evaluate("document.dispatchEvent(new Event('shopover'))");

            Locator notice = visitor.page().locator("#notice");
            assertThat(notice).containsText(holding ? "the seats you hold are still yours" : "Your turn is over.");
            assertThat(notice.locator("a"))
                    .hasAttribute("href", Pattern.compile(holding ? "/checkout/.*" : ".*/waiting-room"));
            Assertions.assertThat(visitor.page().evaluate("document.getElementById('map').inert"))
                    .isEqualTo(true);
            assertThat(visitor.page()
                            .locator("#bar", new Page.LocatorOptions().setHasText("Hold"))
                            .locator("#hold:not([disabled])"))
                    .hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void messagesCoverNoActionAndAreNotRepeated(int width) {
        try (Visitor visitor = visitor("en-US", true)) {
            visitor.page().setViewportSize(width, 780);
            visitor.goes("/checkout/" + fan.holdId());
            visitor.page()
                    .evaluate(
                            "async () => { const { toast } = await import(document.querySelector('script[src*=\"/site.js\"]')"
                                    + ".src.replace('site.js', 'toast.js')); toast('You can have 4 seats.', 60000);"
                                    + " toast('You can have 4 seats.', 60000); }");
            assertThat(visitor.page().locator(".toast")).hasCount(1);
            Assertions.assertThat(visitor.page().evaluate(COVERED)).isEqualTo(0);
        }
    }

    private static final String COVERED = """
            () => {
              const toast = document.querySelector(".toast").getBoundingClientRect();
              return [...document.querySelectorAll("a[href], button, input:not([type=hidden])")]
                .map((one) => one.getBoundingClientRect())
                .filter((one) => one.width && one.left < toast.right && toast.left < one.right
                  && one.top < toast.bottom && toast.top < one.bottom).length;
            }""";
}
