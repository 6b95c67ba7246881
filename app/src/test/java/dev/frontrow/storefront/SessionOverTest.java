package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A fan whose session ends in the middle of a purchase, in a real browser.
class SessionOverTest extends ServerTest {

    private static final Pattern SESSION = Pattern.compile(".*frontrow-session");
    private static final Pattern CSRF = Pattern.compile(".*frontrow-csrf");

    private final String username = "over-" + UUID.randomUUID().toString().substring(0, 12);

    private Visitor visitor(String language, boolean scripts) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale(language)
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(1440, 900));
    }

    private void signsUpAndJoins(Visitor fan, Stage stage) {
        fan.goes("/sign-up");
        fan.page().locator("#username").fill(username);
        fan.page().locator("#password").fill(ApiClient.PASSWORD);
        fan.pressesMain().page().waitForURL("**/");
        fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
    }

    private static void loses(Visitor fan, Pattern cookie) {
        fan.page().context().clearCookies(new ClearCookiesOptions().setName(cookie));
    }

    private void signsInAgain(Visitor fan, String language) {
        fan.isAt("/sign-in").reads(language.equals("ko-KR") ? "로그인이 끝났어요" : "Your session has ended");
        fan.page().locator("#username").fill(username);
        fan.page().locator("#password").fill(ApiClient.PASSWORD);
        fan.pressesMain();
    }

    @ParameterizedTest
    @CsvSource({"en-US, true", "ko-KR, true", "en-US, false", "ko-KR, false"})
    void comesBackToTheirSeatsAndToTheirHold(String language, boolean scripts) {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor(language, scripts)) {
            signsUpAndJoins(fan, stage);
            ticksTwo(fan, scripts);
            loses(fan, SESSION);

            fan.presses(scripts ? "#hold" : ".list__send button");
            signsInAgain(fan, language);
            goesOn(fan, scripts);

            // The seats are held without another press.
            fan.isAt("/checkout/.*").topsUpOnly();
            loses(fan, SESSION);

            fan.pressesMain();
            signsInAgain(fan, language);
            goesOn(fan, scripts);

            // And paid.
            fan.isAt("/orders/.+");
            assertThat(fan.page().locator(".swipe__one")).hasCount(2);
            fan.forgives("Failed to load resource");
        }
    }

    /// Without scripts one more press goes on with what was pressed before.
    private static void goesOn(Visitor fan, boolean scripts) {
        if (!scripts) {
            fan.isAt("/go-on").pressesMain();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void joinsTheLineByThePressBeforeTheSignIn(boolean scripts) {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor("en-US", scripts)) {
            fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/sign-in");
            assertThat(fan.page().locator("main")).not().containsText("Your session has ended");
            fan.page()
                    .locator("main a", new Page.LocatorOptions().setHasText("Create an account"))
                    .click();
            fan.page().locator("#username").fill(username);
            fan.page().locator("#password").fill(ApiClient.PASSWORD);
            fan.pressesMain();
            goesOn(fan, scripts);

            fan.isAt("/concerts/.*/waiting-room").reads("It is your turn");
        }
    }

    @Test
    void noLinkGoesOnWithWhatNobodyPressed() {
        Stage stage = Stage.open(api(), clock());
        String room = "/concerts/" + stage.concertId() + "/waiting-room";
        try (Visitor fan = visitor("en-US", true)) {
            fan.comesWith(newAccessToken()).goes("/go-on?next=" + room).isAt("/concerts/\\d+");
            fan.goes(room).isAt("/concerts/\\d+").sees("main .button--primary");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void placesInAnAreaAreHeldAfterTheSignInToo(boolean scripts) {
        Stage stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 20, "areas", List.of(Stage.area("Floor", 9, "Back"))));
        try (Visitor fan = visitor("en-US", scripts)) {
            signsUpAndJoins(fan, stage);
            ticksTwo(fan, scripts);
            if (scripts) {
                fan.page().locator("[data-area='0'] [data-step='1']").click();
            } else {
                fan.page().locator("input[name=places]").fill("1");
            }
            loses(fan, SESSION);

            fan.presses(scripts ? "#hold" : ".list__send button");
            signsInAgain(fan, "en-US");
            goesOn(fan, scripts);

            fan.isAt("/checkout/.*").reads("Floor");
            fan.reads("4");
            fan.forgives("Failed to load resource");
        }
    }

    @Test
    void whatWasPressedGoesOnFromItsOwnPageOnly() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor("en-US", true)) {
            fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/sign-in");
            fan.comesWith(newAccessToken()).goes("/go-on?next=/tickets").isAt("/tickets");
            fan.goes("/concerts/" + stage.concertId()).sees("main .button--primary");
        }
    }

    private static void ticksTwo(Visitor fan, boolean scripts) {
        fan.pressesMain().isAt("/performances/.*/seats");
        if (scripts) {
            fan.presses("#show-list");
        }
        fan.ticks("3", "4");
    }

    @Test
    void comesBackToTheirHoldAlsoWhereAllCookiesAreGone() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor("en-US", true)) {
            signsUpAndJoins(fan, stage);
            fan.goes("/checkout/" + fan.holds(stage, "5")).topsUpOnly();
            fan.page().context().clearCookies();

            fan.pressesMain();
            signsInAgain(fan, "en-US");

            fan.isAt("/checkout/.*").pressesMain().isAt("/orders/.+");
            fan.forgives("Failed to load resource");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void isToldOfAnotherAccountAndOfAStalePageApart(String language) {
        boolean korean = language.equals("ko-KR");
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = visitor(language, true)) {
            signsUpAndJoins(fan, stage);
            fan.pressesMain()
                    .isAt("/performances/.*/seats")
                    .presses("#show-list")
                    .ticks("3");
            loses(fan, CSRF);
            fan.presses("#hold");
            assertThat(fan.page().locator("#notice")).containsText(korean ? "페이지를 연 지 오래되어" : "open for a long time");
            fan.page()
                    .getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName(korean ? "페이지 새로고침" : "Reload the page"))
                    .click();

            fan.isAt("/performances/.*/seats").sees("#show-list").presses("#show-list");
            assertThat(fan.page().locator("#count")).containsText("1");
            loses(fan, SESSION);
            fan.comesWith(newAccessToken()).presses("#hold");
            assertThat(fan.page().locator("#notice")).containsText(korean ? "다른 계정의 차례" : "another account");
            fan.forgives("Failed to load resource");
        }
    }
}
