package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fan who is interrupted after seats were held always comes back to them. The death of the server is in
/// [RestartTest], the end of the session at the very press in [SessionOverTest].
class InterruptedTest extends ServerTest {

    private final String username = "cut-" + UUID.randomUUID().toString().substring(0, 12);

    private enum Interruption {
        RELOAD,
        BACK,
        SIGN_OUT_ELSEWHERE,
        BROWSER_LOST
    }

    private Visitor visitor() {
        return new Visitor(port(), new NewContextOptions().setLocale("en-US").setViewportSize(360, 780));
    }

    private void signs(Visitor fan, String page) {
        fan.goes(page);
        fan.page().locator("#username").fill(username);
        fan.page().locator("#password").fill(ApiClient.PASSWORD);
        fan.pressesMain().page().waitForURL("**/");
    }

    @ParameterizedTest
    @CsvSource({
        "held, RELOAD",
        "held, BACK",
        "held, SIGN_OUT_ELSEWHERE",
        "held, BROWSER_LOST",
        "toppedUp, RELOAD",
        "toppedUp, BACK",
        "toppedUp, SIGN_OUT_ELSEWHERE",
        "toppedUp, BROWSER_LOST",
        "elsewhere, RELOAD",
        "elsewhere, BACK",
        "elsewhere, SIGN_OUT_ELSEWHERE",
        "elsewhere, BROWSER_LOST"
    })
    void comesBackToTheHold(String step, Interruption interruption) {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor();
                Visitor other = visitor()) {
            signs(fan, "/sign-up");
            fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
            fan.pressesMain()
                    .isAt("/performances/.*/seats")
                    .presses("#show-list")
                    .ticks("1", "2");
            fan.presses("#hold").isAt("/checkout/.*");
            switch (step) {
                case "toppedUp" -> fan.topsUpOnly();
                case "elsewhere" -> fan.goes("/wallet");
                default -> {}
            }

            Visitor back = interrupted(fan, other, interruption);

            // The strip leads there from wherever one is; the checkout is there already.
            if (!back.page().url().contains("/checkout/")) {
                back.sees("#held").presses("#held a");
            }
            back.isAt("/checkout/.*").reads("Seat 1").reads("Seat 2");
            back.pressesMain().isAt("/orders/.+");
            assertThat(back.page().locator(".swipe__one")).hasCount(2);
            fan.forgives("Failed to load resource");
        }
    }

    private Visitor interrupted(Visitor fan, Visitor other, Interruption interruption) {
        switch (interruption) {
            case RELOAD -> fan.page().reload();
            case BACK -> {
                fan.page().goBack();
                fan.page().waitForLoadState();
            }
            case SIGN_OUT_ELSEWHERE -> {
                var tab = fan.opensTab("/account", false);
                tab.locator("form[action='/sign-out'] button").click();
                tab.waitForURL("**/");
                tab.close();
                fan.page().reload();
                if (fan.page().url().contains("/sign-in")) {
                    fan.page().locator("#username").fill(username);
                    fan.page().locator("#password").fill(ApiClient.PASSWORD);
                    fan.pressesMain().page().waitForURL(url -> !url.contains("/sign-in"));
                }
            }
            case BROWSER_LOST -> {
                signs(other, "/sign-in");
                return other;
            }
        }
        return fan;
    }
}
