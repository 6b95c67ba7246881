package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of a concert say when its sale opens, and offer the step that is right now.
class BeforeOpeningTest extends ServerTest {

    private Visitor visitor(String language) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(360, 780))
                .withOwnClock();
    }

    private Stage opening(Duration away, Map<String, ?> otherwise) {
        Map<String, Object> room = new HashMap<>(otherwise);
        room.put("opensAt", clock().instant().plus(away).toString());
        return Stage.with(api(), clock(), room);
    }

    private Stage registering() {
        return opening(
                Duration.ofMinutes(30),
                Map.of("preQueueOpensAt", clock().instant().minusSeconds(60).toString()));
    }

    private static String concert(Stage stage) {
        return "/concerts/" + stage.concertId();
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, PT9M33S, Opens in 9 min \\d+ s",
        "ko-KR, PT24M11S, 오픈까지 24분 \\d+초",
        "en-US, PT20H30M30S, Opens in 20 h 30 min",
        "ko-KR, PT30S, 오픈까지 \\d+초"
    })
    void countdownHasUnits(String language, Duration away, String told) {
        Stage stage = opening(away, Map.of());
        try (Visitor fan = visitor(language)) {
            fan.goes(concert(stage));

            assertThat(fan.page().locator(".state time")).hasText(Pattern.compile(told));
            assertThat(fan.page().locator(".concert__clock")).hasText(Pattern.compile(told));
            fan.findsNoBarriersByDayOrNight();
        }
    }

    /// By calendar days of the venue, with the date beside them.
    @ParameterizedTest
    @CsvSource({
        "en-US, Opens in 3 days, 'PM GMT+9'",
        "ko-KR, 3일 뒤 오픈, 오후",
    })
    void farOpeningIsToldInDaysWithItsDate(String language, String days, String date) {
        // An hour to midnight in Seoul: the third day from now begins in two days and an hour.
        Instant evening = clock().instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(38));
        clock().advance(Duration.between(clock().instant(), evening));
        Stage stage = opening(
                Duration.ofDays(2).plusHours(22),
                Map.of("performances", List.of(Stage.performance(clock().instant(), 9))));
        try (Visitor fan = visitor(language)) {
            fan.goes(concert(stage));

            assertThat(fan.page().locator(".state time")).containsText(days + " · ");
            assertThat(fan.page().locator(".state time")).containsText(date);
            assertThat(fan.page().locator(".concert__clock")).hasText(days);
        }
    }

    @Test
    void registrationIsCalledRegistration() {
        Stage stage = registering();
        try (Visitor fan = visitor("en-US")) {
            fan.goes(concert(stage)).reads("Draw registration open · sale opens in");
            assertThat(fan.page().locator("main .button--primary")).hasText("Sign in to register for the draw");
            fan.findsNoBarriersByDayOrNight();

            fan.comesWith(newAccessToken()).goes(concert(stage));
            assertThat(fan.page().locator("main .button--primary")).hasText("Register for the draw");
            fan.pressesMain()
                    .isAt(concert(stage) + "/waiting-room")
                    .reads("Opens in 29 min")
                    .findsNoBarriersByDayOrNight();

            fan.reads("Draw registration").reads("You stay registered even if you close this page.");
        }
    }

    @Test
    void registrationIsCancelledAndNotLeft() {
        Stage stage = registering();
        try (Visitor fan = visitor("en-US").comesWith(newAccessToken())) {
            fan.goes(concert(stage)).pressesMain().isAt(concert(stage) + "/waiting-room");

            fan.goes(concert(stage));
            assertThat(fan.page().locator("main .button--primary")).hasText("See my registration");
            fan.pressesMain().presses("#leave button").sees("#leave-dialog").reads("Cancel your registration?");
            fan.findsNoBarriersByDayOrNight();
            fan.page().locator("#leave-dialog .button--danger").click();
            fan.isAt(concert(stage)).reads("Your registration is cancelled.");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, Sale opens: Spring Night, 'The sale opens '", "ko, 예매 오픈: Spring Night, '예매 오픈: '"})
    void remindsBeforeTheOpening(String language, String summary, String details) {
        Stage stage = opening(Duration.ofDays(2), Map.of());
        var fan = new PlainBrowser(api(), language);
        assertThat(fan.gets(concert(stage)).expect(200).text()).contains(concert(stage) + "/opening.ics");

        var answer = fan.gets(concert(stage) + "/opening.ics").expect(200);

        VEvent event = Biweekly.parse(answer.text()).first().getEvents().getFirst();
        assertThat(answer.header("Content-Type")).startsWith("text/calendar");
        assertThat(event.getDateStart().getValue().toInstant())
                .isEqualTo(clock().instant().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS));
        assertThat(event.getSummary().getValue()).isEqualTo(summary);
        assertThat(event.getDescription().getValue()).startsWith(details).contains("GMT+9");
        assertThat(event.getAlarms().getFirst().getTrigger().getDuration().toMillis())
                .isEqualTo(Duration.ofMinutes(-10).toMillis());
    }

    @Test
    void remindsOfNoConcertThatThereIsNot() {
        new PlainBrowser(api()).gets("/concerts/999999999/opening.ics").expect(404);
    }

    @Test
    void unopenedSaleOffersNoResults() {
        Stage stage = opening(Duration.ofMinutes(30), Map.of());
        try (Visitor fan = visitor("en-US")) {
            fan.goes(concert(stage)).reads("Not open yet");

            assertThat(fan.page().locator("a[href$='/status']")).hasCount(0);
        }
    }

    private Stage ofThreeSeats() {
        Instant now = clock().instant();
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(
                                Map.of("startsAt", now.plus(Duration.ofDays(7)).toString(), "seatCount", 1),
                                Map.of("startsAt", now.plus(Duration.ofDays(8)).toString(), "seatCount", 1),
                                Map.of("startsAt", now.plus(Duration.ofDays(9)).toString(), "seatCount", 1))));
    }

    @Test
    void soldOutDateSaysSo() {
        Stage stage = ofThreeSeats();
        List<Fan> fans = crowd().of(2, stage);
        fans.getFirst().joinsAndEnters().topsUp(1_000_000).expect(201);
        fans.getFirst().holds("1").expect(201);
        fans.getFirst().pays("first").expect(201);
        fans.getLast()
                .joinsAndEnters()
                .holdsAt(stage.performanceIds().get(1), "1")
                .expect(201);
        clock().advance(Duration.ofSeconds(2));

        try (Visitor fan = visitor("en-US")) {
            fan.goes(concert(stage));

            assertThat(fan.page().locator(".dates__left")).hasText(new String[] {"sold out", "all on hold", "1 left"});
        }
    }
}
