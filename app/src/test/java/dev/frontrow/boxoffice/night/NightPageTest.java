package dev.frontrow.boxoffice.night;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.storefront.Visitor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of a night in a browser: by mouse, by keyboard, on a tablet and on a wall.
class NightPageTest extends ServerTest {

    private static final int MINUTES = 90;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(500_000).expect(201);
        fan.holds("1").expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        stage.fan().joinsAndEnters().holds("2").expect(201);
        Instant minute = clock().instant().truncatedTo(ChronoUnit.MINUTES);
        for (int i = MINUTES; i > 0; i--) {
            record(minute.minus(i, ChronoUnit.MINUTES), i);
        }
    }

    /// @param i so many minutes ago
    private void record(Instant minute, int i) {
        owner().sql("""
                            insert into waitingroom.admission_minute
                                (concert_id, minute, wanted_per_minute, factor, no_show_share, called, admitted, bound_by,
                                 active, free_seats, held_seats, latency_p99_ms, waiting, estimate_hits, estimates, epoch)
                            values (:concert, :minute, 600, 1, 0, :called, :admitted, 'RATE',
                                    :active, :free, 20, 35, :waiting, 30, 40, 0)
                            """)
                .params(Map.of(
                        "concert", stage.concertId(),
                        "minute", minute.atOffset(ZoneOffset.UTC),
                        "called", 500 + i % 7 * 10,
                        "admitted", 470 + i % 5 * 10,
                        "active", 800 + i,
                        "free", 48 + i * 300,
                        "waiting", i * 450))
                .update();
    }

    private Visitor operator(int width, int height, String language) {
        var visitor =
                new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, height));
        return visitor.comesWith(stage.operator().accessToken())
                .goes("/office/concerts/" + stage.concertId() + "/night");
    }

    private static Locator at(Visitor visitor, String selector) {
        return visitor.page().locator(selector);
    }

    @ParameterizedTest
    @CsvSource({"768, 1024, ko", "1440, 900, en", "1920, 1080, ko"})
    void showsTheNightWithoutBarriers(int width, int height, String language) {
        try (Visitor visitor = operator(width, height, language)) {
            visitor.sees("#pause");
            assertThat(at(visitor, "#tiles .tile")).not().hasCount(0);
            assertThat(at(visitor, "#chart-line canvas")).isVisible();
            picture(visitor, "night-" + width);
            visitor.findsNoBarriersByDayOrNight();
        }
    }

    private static void picture(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "office", name + ".png"))
                        .setFullPage(true));
    }

    @Test
    void steersByMouse() {
        try (Visitor visitor = operator(1440, 900, "en")) {
            visitor.sees("#pause").presses("#incident").sees("#reason-dialog").findsNoBarriers();
            visitor.presses("#reason-yes");
            assertThat(at(visitor, "#reason-dialog .is-fault")).hasText("Please type a reason.");
            at(visitor, "#reason").fill("payments fail");
            visitor.presses("#reason-yes").sees("#incident-over");

            var room = stage.operatorsRoom();
            Assertions.assertThat(room.path("phase").asString()).isEqualTo("PAUSED");
            Assertions.assertThat(room.path("freezeHolds").asBoolean()).isTrue();
            Assertions.assertThat(room.path("message").asString()).contains("stands still");
            assertThat(at(visitor, "#attention")).containsText("Holds are frozen");
            picture(visitor, "night-incident");

            visitor.presses("#incident-over");
            at(visitor, "#reason").fill("payments work again");
            visitor.presses("#reason-yes").sees("#pause");
            Assertions.assertThat(stage.operatorsRoom().path("phase").asString())
                    .isEqualTo("OPEN");
        }
    }

    @Test
    void steersByKeyboard() {
        try (Visitor visitor = operator(1440, 900, "en")) {
            visitor.sees("#pause").tabsTo("#admitPerMinute").hits("Control+A").types("240");
            visitor.hits("Enter").sees("#reason-dialog").types("doors are slow").hits("Enter");

            assertThat(at(visitor, "#reason-dialog")).isHidden();
            assertThat(at(visitor, ".toast")).hasText("Changed.");
            Assertions.assertThat(stage.operatorsRoom().path("admitPerMinute").asInt())
                    .isEqualTo(240);
        }
    }

    @Test
    void doesNothingWithoutAReason() {
        try (Visitor visitor = operator(1440, 900, "en")) {
            visitor.sees("#pause").presses("#pause").sees("#reason-dialog").hits("Escape");

            assertThat(at(visitor, "#reason-dialog")).isHidden();
            Assertions.assertThat(stage.operatorsRoom().path("phase").asString())
                    .isEqualTo("OPEN");
        }
    }

    @Test
    void tellsEachChartAsATable() {
        try (Visitor visitor = operator(1440, 900, "en")) {
            visitor.sees("#pause").presses("#twin-pace summary");

            assertThat(at(visitor, "#twin-pace thead th"))
                    .hasText(new String[] {"Time", "Called per minute", "Admitted per minute", "Wanted per minute"});
            assertThat(at(visitor, "#twin-pace tbody tr")).hasCount(30);
            visitor.findsNoBarriers();
        }
    }

    @Test
    void refusesWhatTheServerRefusesAtTheField() {
        try (Visitor visitor = operator(1440, 900, "en")) {
            visitor.forgives("400");
            visitor.sees("#pause");
            at(visitor, "#capacity").evaluate("field => field.removeAttribute('max')");
            at(visitor, "#capacity").fill("99999999");
            at(visitor, "#panel-inside .steer button").click();
            at(visitor, "#reason").fill("a typo");
            visitor.presses("#reason-yes");

            assertThat(at(visitor, "#panel-inside .is-fault")).isVisible();
            assertThat(at(visitor, "#capacity")).isFocused();
        }
    }
}
