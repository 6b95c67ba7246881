package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the page shows the remaining time of a hold, and how a fan extends it.
class HoldTimeTest extends ServerTest {

    private static final int HEIGHT = 780;
    private static final Pattern OVER_FIVE_MINUTES = Pattern.compile("[56]:\\d\\d");

    private Visitor visitor(int width, String language, ColorScheme scheme) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setViewportSize(width, HEIGHT));
    }

    private Visitor visitor() {
        return visitor(360, "en-US", ColorScheme.LIGHT);
    }

    /// Opens the checkout page for two of three seats.
    private String holds(Visitor fan, Stage stage) {
        fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
        fan.isAt("/concerts/.*/waiting-room");
        String checkout = "/checkout/" + fan.holds(stage, "1", "2");
        fan.goes(checkout);
        return checkout;
    }

    private Stage smallHouse() {
        return Stage.ofSeats(api(), clock(), 3);
    }

    @Test
    void whoHoldsLateInTheirTurnCanPayUntilTheHoldEnds() {
        Stage stage = smallHouse();
        try (Visitor fan = visitor()) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
            fan.isAt("/concerts/.*/waiting-room");
            clock().advance(Duration.ofMinutes(9));
            fan.goes("/checkout/" + fan.holds(stage, "1"));
            clock().advance(Duration.ofMinutes(4));

            fan.page().reload();
            fan.pressesMain().isAt("/orders/.+");
        }
    }

    @Test
    void endedTurnIsToldWithoutATimeLeft() {
        Stage stage = smallHouse();
        try (Visitor fan = visitor()) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain();
            fan.isAt("/concerts/.*/waiting-room");
            clock().advance(Duration.ofMinutes(9));
            String checkout = "/checkout/" + fan.holds(stage, "1");
            clock().advance(Duration.ofMinutes(2));

            fan.goes(checkout).reads("Your turn has ended").findsNoBarriersByDayOrNight();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, ko-KR, DARK, 시간이 곧 끝나요, 시간을 늘렸어요", "1440, en-US, LIGHT, Your time ends soon, You have more time"})
    void warnsInTimeAndGivesMoreByKeyboard(
            int width, String language, ColorScheme scheme, String warning, String extended) {
        try (Visitor fan = visitor(width, language, scheme)) {
            String checkout = holds(fan, smallHouse());
            fan.sees("#more button").findsNoBarriers();
            assertThat(fan.page().locator("#say")).isEmpty();

            clock().advance(Duration.ofMinutes(3).plusSeconds(35));
            fan.goes(checkout);
            assertThat(fan.page().locator("#say")).containsText(warning);
            assertThat(fan.page().locator("#time-left")).hasText(Pattern.compile("1:\\d\\d"));
            fan.reads(warning).findsNoBarriers();

            fan.tabsTo("#more button").hits("Enter").reads(extended);
            assertThat(fan.page().locator("#more")).hasCount(0);
            assertThat(fan.page().locator("#extended")).isFocused();
            assertThat(fan.page().locator("#time-left")).hasText(OVER_FIVE_MINUTES);
            fan.findsNoBarriers();

            fan.goes(checkout);
            assertThat(fan.page().locator("#more")).hasCount(0);
            assertThat(fan.page().locator("#time-left")).hasText(OVER_FIVE_MINUTES);
        }
    }

    @Test
    void tellsOfTheLastMinuteAgainAfterMoreTime() {
        try (Visitor fan = visitor()) {
            String checkout = holds(fan, smallHouse());
            fan.presses("#more button").sees("#extended");

            clock().advance(Duration.ofMinutes(9).plusSeconds(5));
            fan.goes(checkout);

            assertThat(fan.page().locator("#say")).hasText("One minute left to pay.");
            assertThat(fan.page().locator("#time-left")).hasClass(Pattern.compile("is-short"));
            fan.pressesMain().isAt("/orders/.+");
        }
    }

    @Test
    void saysWhyThereIsNoMoreTimeAndAsksAgainLater() {
        Stage stage = smallHouse();
        try (Visitor fan = visitor()) {
            String checkout = holds(fan, stage);
            Fan gone = stage.fan().joinsAndEnters();
            stage.fan().joinsAndEnters();

            fan.presses("#more button").reads("More people want seats here than are free");
            assertThat(fan.page().locator("#say")).containsText("More people want seats");
            assertThat(fan.page().locator("#more button")).not().hasAttribute("aria-busy", "true");
            fan.findsNoBarriers().forgives("409");
            fan.goes(checkout + "?notExtended").reads("More people want seats here than are free");

            gone.leaves().expect(204);
            fan.page().reload();
            fan.reads("Need longer?").presses("#more button").sees("#extended");
        }
    }

    @Test
    void givesMoreTimeWithoutScripts() {
        Stage stage = smallHouse();
        var noScripts = new NewContextOptions().setJavaScriptEnabled(false).setLocale("ko-KR");
        try (Visitor fan = new Visitor(port(), noScripts)) {
            fan.signsUp().goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
            fan.pressesMain().isAt("/performances/.*/seats").ticks("1", "2");
            fan.presses(".list__send button").isAt("/checkout/.*");
            Fan gone = stage.fan().joinsAndEnters();
            stage.fan().joinsAndEnters();

            fan.presses("#more button").reads("지금은 시간을 늘릴 수 없어요");
            gone.leaves().expect(204);
            fan.page().reload();
            fan.presses("#more button").reads("시간을 늘렸어요");
            assertThat(fan.page().locator("#more")).hasCount(0);
        }
    }

    @Test
    void anotherTabTellsTheTruthWhenItIsLookedAt() {
        try (Visitor fan = visitor()) {
            String checkout = holds(fan, smallHouse());
            Page other = fan.page().context().newPage();
            other.navigate(checkout);
            Locator time = other.locator("#time-left");
            assertThat(time).hasText(Pattern.compile("[45]:\\d\\d"));
            fan.presses("#more button").sees("#extended");

            other.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

            assertThat(other.locator("#more")).hasCount(0);
            assertThat(time).hasText(Pattern.compile("9:\\d\\d|10:00"));
        }
    }

    @Test
    void asksAgainWhereTheAnswerWasLost() {
        try (Visitor fan = visitor()) {
            holds(fan, smallHouse());
            List<String> asked = fan.requestsOf("/extension");
            fan.page().route("**/extension", new LosingTheFirst());

            fan.presses("#more button").sees("#extended").forgives("net::ERR_CONNECTION_RESET");

            Assertions.assertThat(asked).hasSize(2);
            assertThat(fan.page().locator("#time-left")).hasText(Pattern.compile("9:\\d\\d|10:00"));
        }
    }

    /// Loses the first answer after the server has processed the request.
    private static final class LosingTheFirst implements Consumer<Route> {

        private boolean lost;

        @Override
        public void accept(Route route) {
            if (lost) {
                route.resume();
            } else {
                lost = true;
                route.fetch();
                route.abort("connectionreset");
            }
        }
    }

    @Test
    void showsThatTheHoldHasEndedMeanwhile() {
        try (Visitor fan = visitor()) {
            holds(fan, smallHouse());
            clock().advance(Duration.ofMinutes(5));

            fan.presses("#more button").reads("Your time for these seats ended").forgives("409");
        }
    }
}
