package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A whole purchase, in a real browser.
class PurchaseTest extends ServerTest {

    private static final int HEIGHT = 780;

    private Stage stage() {
        return Stage.open(api(), clock());
    }

    private Visitor visitor(int width, String language, ColorScheme scheme) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setViewportSize(width, HEIGHT));
    }

    @ParameterizedTest
    @CsvSource({"1440, en-US, LIGHT", "360, ko-KR, DARK", "360, en-US, LIGHT", "1440, ko-KR, LIGHT"})
    void buysTwoSeats(int width, String language, ColorScheme scheme) {
        Stage stage = stage();
        try (Visitor fan = visitor(width, language, scheme)) {
            fan.findsNoBarriersAt("/", "/sign-in", "/sign-up");
            fan.signsUp().goes("/concerts/" + stage.concertId()).findsNoBarriers();
            fan.pressesMain()
                    .isAt("/concerts/" + stage.concertId() + "/waiting-room")
                    .findsNoBarriers();

            fan.pressesMain().isAt("/performances/.*/seats").sees("#canvas").findsNoBarriers();
            fan.presses("#show-list").ticks("1", "2").findsNoBarriers();
            fan.presses("#hold").isAt("/checkout/.*").findsNoBarriers();
            fan.pressesMain().isAt("/orders/.+").findsNoBarriers();
            assertThat(fan.page().locator(".swipe__one")).hasCount(2);
            fan.goes("/orders").findsNoBarriers().goes("/tickets");

            fan.findsNoBarriers();
            assertThat(fan.page().locator(".stub")).hasCount(2);
            fan.page().locator(".stub").first().click();
            fan.isAt("/tickets/.*").findsNoBarriers();
            assertThat(fan.page().locator("img.ticket__qr")).isVisible();
            fan.findsNoBarriersAt("/wallet", "/concerts/" + stage.concertId() + "/waiting-room");
        }
    }

    @Test
    void paysOnceHoweverOftenTheButtonIsPressed() {
        Stage stage = stage();
        try (Visitor fan = visitor(360, "en-US", ColorScheme.LIGHT)) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
            fan.isAt("/concerts/.*/waiting-room").goes("/checkout/" + fan.holds(stage, "5"));
            fan.page().locator("#amount").fill("200,000");
            fan.topsUpOnly();

            fan.page().locator("main .button--primary:visible").dblclick();
            fan.isAt("/orders/.+");
            assertThat(fan.page().locator(".swipe__one")).hasCount(1);
            fan.goes("/wallet").reads("₩50,000");
            assertThat(fan.page().locator(".table tbody tr")).hasCount(2);
            fan.page().goBack();
            fan.isAt("/orders/.+");
        }
    }

    @Test
    void buysWithTheKeyboardAlone() {
        Stage stage = stage();
        try (Visitor fan = visitor(1440, "en-US", ColorScheme.LIGHT)) {
            fan.goes("/sign-up").tabsTo("#username").types("keys-" + stage.concertId());
            fan.tabsTo("#password").types(ApiClient.PASSWORD).hits("Enter").isAt("/");
            fan.goes("/concerts/" + stage.concertId())
                    .tabsTo("main button[type=submit]")
                    .hits("Enter");
            fan.isAt("/concerts/\\d+/waiting-room").tabsTo(".room__enter").hits("Enter");
            fan.isAt("/performances/\\d+/seats").tabsTo("#show-list").hits("Enter");
            fan.tabsTo("input[name=seats][value='7']").hits("Space");
            fan.tabsTo("input[name=seats][value='8']").hits("Space");
            fan.tabsTo("#hold").hits("Enter").isAt("/checkout/.*");
            fan.tabsTo("main .button--primary").hits("Enter").isAt("/orders/.+");
            fan.tabsTo(".swipe__open a").hits("Enter").isAt("/tickets/.*");
        }
    }

    @Test
    void buysWithoutScripts() {
        Stage stage = stage();
        var noScripts = new NewContextOptions().setJavaScriptEnabled(false).setLocale("ko-KR");
        try (Visitor fan = new Visitor(port(), noScripts)) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).reads("지금 판매 중이에요");
            fan.pressesMain().isAt("/concerts/.*/waiting-room").reads("차례가 됐어요");
            fan.pressesMain().isAt("/performances/.*/seats").ticks("3", "4");
            fan.presses(".list__send button").isAt("/checkout/.*").reads("300,000원");
            fan.pressesMain().isAt("/orders/.+").reads("예매가 완료됐어요");
            assertThat(fan.page().locator(".swipe__one")).hasCount(2);
        }
    }

    @Test
    void showsTicketsAsTheySitAndTimesByTheReadersClock() {
        Stage stage = stage();
        var how = new NewContextOptions().setLocale("en-US").setTimezoneId("America/New_York");
        try (Visitor fan = new Visitor(port(), how)) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
            fan.isAt("/concerts/.*/waiting-room").goes("/checkout/" + fan.holds(stage, "10", "9", "2"));
            assertThat(fan.page().locator(".checkout .levels__name"))
                    .hasText(new String[] {"Seat 2", "Seat 9", "Seat 10"});
            fan.pressesMain().isAt("/orders/.+");

            assertThat(fan.page().locator(".swipe__where .num")).hasText(new String[] {"Seat 2", "Seat 9", "Seat 10"});
            fan.goes("/wallet");
            String then = DateTimeFormatter.ofPattern("EEE, MMM d, yyyy, h:mm a z", Locale.ENGLISH)
                    .format(clock().instant().atZone(ZoneId.of("America/New_York")));
            assertThat(fan.page().locator(".table time").first()).hasText(then);
        }
    }

    @Test
    void tellsThatTheHoldHasEnded() {
        Stage stage = stage();
        try (Visitor fan = visitor(360, "ko-KR", ColorScheme.LIGHT)) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
            fan.isAt("/concerts/.*/waiting-room");
            String hold = fan.holds(stage, "9");
            clock().advance(Duration.ofMinutes(6));

            fan.goes("/checkout/" + hold).reads("선점 시간이 끝났어요").findsNoBarriers();
        }
    }
}
