package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fan with many tabs and windows. A browser has six connections per site, and the visible tab must always find
/// one.
class SevenTabsTest extends ServerTest {

    private static final int TABS = 7;
    private static final int STREAMS_MAX = 2;

    private Stage stage;

    @BeforeEach
    void concertIsOnSale() {
        stage = Stage.open(api(), clock());
    }

    private Visitor fanWithMoney() {
        String accessToken = newAccessToken();
        api().bearer(accessToken)
                .idempotencyKey("all-of-it")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000_000))
                .expect(201);
        var how = new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900);
        Visitor fan = new Visitor(port(), how).comesWith(accessToken);
        fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
        return fan;
    }

    private String seats() {
        return "/performances/" + stage.performanceId() + "/seats";
    }

    private static void holdsAndPays(Visitor fan, String seat) {
        fan.presses("#show-list").ticks(seat).presses("#hold").isAt("/checkout/.*");
        fan.sees("#pay-form").pressesMain().isAt("/orders/.+");
        fan.reads("Paid");
    }

    /// The streams that run in this tab.
    private static Set<Request> streamsOf(Page tab) {
        Set<Request> running = ConcurrentHashMap.newKeySet();
        tab.onRequest(request -> {
            if (request.url().endsWith("/seats/stream")) {
                running.add(request);
            }
        });
        tab.onRequestFailed(running::remove);
        tab.onRequestFinished(running::remove);
        return running;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void firstOfSevenHoldsAndPays(boolean othersBehind) {
        try (Visitor fan = fanWithMoney()) {
            fan.goes(seats());
            SeatPagesTest.ready(fan);
            for (int i = 1; i < TABS; i++) {
                Page tab = fan.opensTab(seats(), othersBehind);
                tab.waitForSelector("main[data-ready]");
            }
            holdsAndPays(fan, "7");
            // The others may hear by then that the turn is over.
            fan.forgives("403 (Forbidden)");
        }
    }

    @Test
    void sevenVisibleWindowsShareTwoStreamsAndSeeEveryChange() {
        try (Visitor fan = fanWithMoney()) {
            List<Page> windows = new ArrayList<>();
            List<Set<Request>> streams = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                Page window = fan.opensTab("/", false);
                streams.add(streamsOf(window));
                window.navigate(seats());
                window.waitForSelector("main[data-ready][data-live=live]");
                windows.add(window);
            }
            Assertions.assertThat(streams.stream().mapToInt(Set::size).sum()).isEqualTo(STREAMS_MAX);

            crowd().of(1, stage).getFirst().joinsAndEnters().holds("7").expect(201);

            for (Page window : windows) {
                assertThat(window.locator("input[type=checkbox][value='7']")).isDisabled();
            }
        }
    }

    @Test
    void hiddenTabHasNoStreamUntilItIsShown() {
        try (Visitor fan = fanWithMoney()) {
            Page tab = fan.opensTab("/", true);
            Set<Request> streams = streamsOf(tab);
            tab.navigate(seats());
            tab.waitForSelector("main[data-ready]");
            Assertions.assertThat(streams).isEmpty();
            assertThat(tab.locator("main")).not().hasAttribute("data-live", "live");
            crowd().of(1, stage).getFirst().joinsAndEnters().holds("7").expect(201);

            Visitor.hides(tab, false);
            assertThat(tab.locator("input[type=checkbox][value='7']")).isDisabled();
            Assertions.assertThat(streams).hasSize(1);

            Visitor.hides(tab, true);
            tab.waitForCondition(streams::isEmpty);
        }
    }

    @Test
    void streamOfAWindowThatIsClosedGoesToAnother() {
        try (Visitor fan = fanWithMoney()) {
            List<Page> windows = new ArrayList<>();
            for (int i = 0; i < STREAMS_MAX + 1; i++) {
                Page window = fan.opensTab(seats(), false);
                window.waitForSelector("main[data-ready][data-live=live]");
                windows.add(window);
            }
            Page last = windows.getLast();
            Set<Request> streams = streamsOf(last);

            windows.getFirst().close();

            last.waitForCondition(() -> streams.size() == 1);
        }
    }

    @Test
    void withoutLocksTheWindowThatHasTheFocusHasTheStream() {
        try (Visitor fan = fanWithMoney()) {
            Page window = fan.opensTab("/", false);
            window.addInitScript("Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});"
                    + " document.hasFocus = () => Boolean(window.focused);");
            Set<Request> streams = streamsOf(window);
            window.navigate(seats());
            window.waitForSelector("main[data-ready][data-live=live]");
            Assertions.assertThat(streams).isEmpty();

            window.evaluate("window.focused = true; dispatchEvent(new Event('focus'))");
            window.waitForCondition(() -> streams.size() == 1);

            window.evaluate("window.focused = false; dispatchEvent(new Event('blur'))");
            window.waitForCondition(streams::isEmpty);
            crowd().of(1, stage).getFirst().joinsAndEnters().holds("7").expect(201);
            assertThat(window.locator("input[type=checkbox][value='7']")).isDisabled();
        }
    }
}
