package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Countdowns follow the server's time, even if the device's clock is changed.
class SteadyCountdownTest extends ServerTest {

    private static final String COUNTDOWN = "time[data-countdown]";
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int SECONDS_OFF_MAX = 30;

    /// Sets the device's clock, as its owner could.
    private static final String SET_CLOCK = "by => { const real = Date.now; Date.now = () => real() + by;"
            + " const Real = Date; window.Date = class extends Real {"
            + " constructor(...all) { super(...(all.length ? all : [real() + by])); }"
            + " static now() { return real() + by; } }; }";

    /// Simulates half an hour of sleep, in which the monotonic clock stood still.
    private static final String SLEEP = "() => { const real = Date.now; Date.now = () => real() + 1_800_000; }";

    private String countdown = COUNTDOWN;

    private Visitor visitor() {
        return new Visitor(port(), new NewContextOptions().setLocale("en-US"))
                .withOwnClock()
                .comesWith(newAccessToken());
    }

    private String in(Duration time) {
        return clock().instant().plus(time).toString();
    }

    private Visitor at(String page) {
        Visitor fan = visitor();
        switch (page) {
            case "concerts" -> {
                countdown = ".bill__item:has(a[href='/concerts/" + soon().concertId() + "']) " + COUNTDOWN;
                fan.goes("/?q=countdown").sees(countdown);
            }
            case "concert" -> {
                // The page's head has another countdown, for readers who come from the list.
                countdown = "time.concert__clock";
                fan.goes("/concerts/" + soon().concertId());
            }
            case "pre-queue" -> joins(fan, inPreQueue());
            default -> {
                Stage stage = Stage.open(api(), clock());
                joins(fan, stage);
                if (page.equals("checkout")) {
                    // Phones have another one beside the button.
                    countdown = "#time-left";
                    fan.goes("/checkout/" + fan.holds(stage, "1"));
                }
            }
        }
        return fan;
    }

    private Stage inPreQueue() {
        return Stage.with(
                api(),
                clock(),
                Map.of("preQueueOpensAt", in(Duration.ofMinutes(-1)), "opensAt", in(Duration.ofMinutes(59))));
    }

    private static void joins(Visitor fan, Stage stage) {
        fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
    }

    private Stage soon() {
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "title",
                        "Countdown Night",
                        "opensAt",
                        in(Duration.ofMinutes(59)),
                        "performances",
                        List.of(Stage.performance(clock().instant(), 2))));
    }

    /// Returns the seconds that the page shows, from `12:03` or `Opens in 12 min 3 s`.
    private int left(Visitor fan) {
        String shown = fan.page().locator(countdown).textContent();
        List<Integer> parts = NUMBER.matcher(shown)
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .toList();
        boolean whole = parts.size() == 1 && !shown.contains(" s");
        int seconds = parts.stream().reduce(0, (sum, part) -> sum * 60 + part);
        return whole ? seconds * 60 : seconds;
    }

    /// Lets the countdown run for a moment.
    private void counts(Visitor fan) {
        int before = left(fan);
        fan.passes(Duration.ofSeconds(1)).page().waitForCondition(() -> left(fan) != before);
    }

    @ParameterizedTest
    @CsvSource({
        "concerts, -3600000",
        "concert, -3600000",
        "concert, 3600000",
        "pre-queue, -3600000",
        "turn, -3600000",
        "turn, 300000",
        "checkout, -3600000",
        "checkout, 240000"
    })
    void countdownDoesNotJumpWithTheDevicesClock(String page, int byMillis) {
        try (Visitor fan = at(page)) {
            counts(fan);
            int before = left(fan);

            fan.page().evaluate(SET_CLOCK, byMillis);
            counts(fan);
            counts(fan);

            assertThat(left(fan)).isBetween(before - SECONDS_OFF_MAX, before + SECONDS_OFF_MAX);
        }
    }

    @ParameterizedTest
    @CsvSource({"concert", "pre-queue"})
    void countdownIsRightAgainAfterADevicesSleep(String page) {
        try (Visitor fan = at(page)) {
            counts(fan);
            int before = left(fan);
            clock().advance(Duration.ofMinutes(30));

            fan.page().evaluate(SLEEP);

            // A page asks for the time every ten seconds at most.
            fan.passes(Duration.ofSeconds(10)).page().waitForCondition(() -> left(fan) < before - 1_700);
            assertThat(left(fan)).isGreaterThan(before - 1_900);
        }
    }
}
