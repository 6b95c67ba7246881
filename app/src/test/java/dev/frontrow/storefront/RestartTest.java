package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.ServerProcess;
import dev.frontrow.Stage;
import dev.frontrow.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills the server with `kill -9` while fans wait, choose and pay in their browsers. Each page recovers by
/// itself and shows the true state. The server is a separate process and uses real time; only the pages' timers are
/// hurried.
class RestartTest {

    private static final double PATIENCE_MS = 30_000;

    /// A page's pauses between its tries grow to some seconds.
    private static final Duration RETRIES_WITHIN = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void serverRuns() throws IOException {
        server = ServerProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void serverEnds() {
        server.close();
    }

    @AfterEach
    void nothingIsSoldOrChargedTwice() {
        Audit.of(server.database()).findsNoContradiction(Instant.now());
    }

    private static Stage stage(Map<String, ?> otherwise) {
        return Stage.with(server.api(), new TestClock(Instant.now()), otherwise);
    }

    private static Visitor visitor() {
        return new Visitor(server.port(), new NewContextOptions().setLocale("en-US")).withOwnClock();
    }

    private static Visitor joins(Visitor fan, Stage stage) {
        return fan.signsUp()
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/" + stage.concertId() + "/waiting-room");
    }

    private static Visitor chooses(Visitor fan, Stage stage, String... seats) {
        joins(fan, stage).pressesMain().isAt("/performances/.*/seats");
        fan.page().waitForSelector("main[data-ready][data-live=live]");
        return fan.presses("#show-list").ticks(seats);
    }

    private static Visitor comesToPay(Visitor fan, Stage stage, String... seats) {
        return chooses(fan, stage, seats).presses("#hold").isAt("/checkout/.*").topsUpOnly();
    }

    @Test
    void whoWaitsKeepsThePlaceAndIsCalled() throws Exception {
        Stage stage = stage(Map.of("capacity", 1, "admitPerMinute", 60));
        Fan inside = stage.fan().joinsAndEnters();
        stage.fan().joins().expect(201);
        try (Visitor fan = visitor()) {
            joins(fan, stage).reads("No. 3").reads("1 ahead of you");
            fan.page().evaluate("window.stillTheSamePage = true");

            server.kill();
            fan.passes(RETRIES_WITHIN);
            Locator trouble = fan.page().locator("#trouble");
            assertThat(trouble)
                    .containsText(
                            "We keep trying; your place is kept.", new ContainsTextOptions().setTimeout(PATIENCE_MS));
            server.startAgain();
            fan.passes(RETRIES_WITHIN);

            assertThat(trouble).isHidden(new IsHiddenOptions().setTimeout(PATIENCE_MS));
            fan.reads("No. 3").reads("1 ahead of you");
            assertThat(fan.page().evaluate("window.stillTheSamePage")).isEqualTo(true);
            fan.page().reload();
            fan.reads("No. 3");
            inside.leaves().expect(204);
            stage.steer(Map.of("capacity", 100)).expect(200);
            fan.page()
                    .waitForCondition(() -> fan.passes(RETRIES_WITHIN)
                            .page()
                            .locator(".room__enter")
                            .isVisible());
            forgiveTheRestart(fan);
        }
    }

    @Test
    void whoChoosesKeepsTheChoiceAndSeesWhatOthersDid() throws Exception {
        Stage stage = stage(Map.of());
        Fan other = stage.fan().joinsAndEnters();
        try (Visitor fan = visitor()) {
            chooses(fan, stage, "1", "2", "3");

            server.kill();
            fan.page().waitForSelector("main[data-live=lost]");
            fan.sees(".toast");
            server.startAgain();
            other.holds("2", "9").expect(201);

            fan.passes(RETRIES_WITHIN).page().waitForSelector("main[data-live=live]");
            fan.reads("Someone just took that seat.").reads("Your other seats are still chosen.");
            assertThat(seat(fan, "9")).isDisabled();
            assertThat(seat(fan, "1")).isChecked();
            assertThat(seat(fan, "3")).isChecked();
            other.releases().expect(204);
            assertThat(seat(fan, "9")).isEnabled();
            forgiveTheRestart(fan);
        }
    }

    @Test
    void whoHoldsHasTheSeatsOnceThoughTheAnswerWasLost() throws Exception {
        Stage stage = stage(Map.of());
        try (Visitor fan = visitor()) {
            chooses(fan, stage, "1", "2");
            at(fan, "**/api/v1/holds", Moment.ANSWER_IS_LOST);

            fan.presses("#hold").reads("No answer yet.");
            server.startAgain();

            fan.passes(RETRIES_WITHIN).isAt("/checkout/.*").reads("\u20a9300,000");
            fan.page().reload();
            fan.reads("Seat 1").reads("Seat 2");
            forgiveTheRestart(fan);
        }
    }

    /// The moment at which the server is killed.
    private enum Moment {
        REQUEST_IS_LOST,
        ANSWER_IS_LOST,
        ANSWER_HAS_ARRIVED
    }

    @ParameterizedTest
    @EnumSource
    void whoPaysPaysOnceAndHasTheTickets(Moment moment) throws Exception {
        Stage stage = stage(Map.of());
        try (Visitor fan = visitor()) {
            comesToPay(fan, stage, "1", "2");
            at(fan, "**/api/v1/payments", moment);

            fan.presses("#pay-form button");
            fan.page().waitForCondition(() -> !server.alive());
            if (moment != Moment.ANSWER_HAS_ARRIVED) {
                fan.reads("you will not be charged twice.");
            }
            server.startAgain();

            hasPaidOnce(fan.passes(RETRIES_WITHIN));
        }
    }

    /// The payment may or may not have been committed.
    @Test
    void whoPaysInTheVeryMomentIsToldTheTruth() throws Exception {
        Stage stage = stage(Map.of());
        try (Visitor fan = visitor()) {
            comesToPay(fan, stage, "1", "2");

            fan.page().evaluate("() => document.querySelector('#pay-form button').click()");
            server.kill();
            server.startAgain();

            hasPaidOnce(fan.passes(RETRIES_WITHIN));
        }
    }

    @Test
    void whoHasNotPaidYetStillCanAndCanTopUpMeanwhile() throws Exception {
        Stage stage = stage(Map.of());
        try (Visitor fan = visitor()) {
            chooses(fan, stage, "1", "2").presses("#hold").isAt("/checkout/.*");

            server.kill();
            fan.pressesMain().sees("form [aria-busy=true]");
            server.startAgain();
            fan.passes(RETRIES_WITHIN);

            fan.page().waitForURL("**/orders/**");
            hasPaidOnce(fan);
        }
    }

    /// Ignores the failed retries while the server is down or starting.
    private static void forgiveTheRestart(Visitor fan) {
        fan.forgives("net::ERR_");
        fan.forgives("503 (Service Unavailable)");
    }

    private static void hasPaidOnce(Visitor fan) {
        fan.isAt("/orders/.+");
        assertThat(fan.page().locator(".swipe__one")).hasCount(2);
        fan.page().goBack();
        fan.isAt("/orders/.+");
        fan.page().reload();
        assertThat(fan.page().locator(".swipe__one")).hasCount(2);
        fan.goes("/wallet");
        assertThat(fan.page().locator(".table tbody tr")).hasCount(2);
        forgiveTheRestart(fan);
    }

    /// Kills the server at this moment of the next call to the address.
    private static void at(Visitor fan, String address, Moment moment) {
        fan.page()
                .route(
                        address,
                        route -> {
                            APIResponse answer = moment == Moment.REQUEST_IS_LOST ? null : route.fetch();
                            kill();
                            if (moment == Moment.ANSWER_HAS_ARRIVED) {
                                route.fulfill(new Route.FulfillOptions().setResponse(answer));
                            } else {
                                route.abort();
                            }
                        },
                        new Page.RouteOptions().setTimes(1));
    }

    private static void kill() {
        try {
            server.kill();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Locator seat(Visitor fan, String seat) {
        return fan.page().locator("input[name=seats][value='" + seat + "']");
    }
}
