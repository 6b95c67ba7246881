package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every state of the pages before the admission is accessible, in light and dark. [PurchaseTest] checks the
/// states of a normal purchase, [DrawPagesTest] the draw.
class DoorStatesTest extends ServerTest {

    private static final String REFUSED = "the server responded with a status of";

    private Visitor visitor() {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale("en-US")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(360, 740));
    }

    private Visitor fan() {
        return visitor().comesWith(newAccessToken());
    }

    private static String concert(Stage stage) {
        return "/concerts/" + stage.concertId();
    }

    private static String room(Stage stage) {
        return concert(stage) + "/waiting-room";
    }

    private String in(Duration time) {
        return clock().instant().plus(time).toString();
    }

    private Stage ofTwoSeats(Map<String, ?> otherwise) {
        Map<String, Object> house = new HashMap<>(otherwise);
        house.put("performances", List.of(Map.of("startsAt", in(Duration.ofDays(7)), "seatCount", 2)));
        return Stage.with(api(), clock(), house);
    }

    private Stage sold(String... seats) {
        Stage stage = ofTwoSeats(Map.of());
        Fan first = crowd().of(1, stage).getFirst().joinsAndEnters();
        first.topsUp(1_000_000).expect(201);
        first.holds(seats).expect(201);
        first.pays("first").expect(201);
        return stage;
    }

    private Stage where(String doors) {
        return switch (doors) {
            case "SOON" -> Stage.with(api(), clock(), Map.of("opensAt", in(Duration.ofHours(1))));
            case "PRE_QUEUE" ->
                Stage.with(
                        api(),
                        clock(),
                        Map.of("preQueueOpensAt", in(Duration.ofMinutes(-1)), "opensAt", in(Duration.ofDays(3))));
            case "OPEN" -> Stage.open(api(), clock());
            case "ALL_HELD" -> {
                Stage stage = sold("1");
                crowd().of(1, stage).getFirst().joinsAndEnters().holds("2").expect(201);
                yield stage;
            }
            case "SOLD_OUT" -> sold("1", "2");
            default -> {
                Stage stage = Stage.open(api(), clock());
                stage.steer(Map.of("phase", doors)).expect(200);
                yield stage;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "SOON, Not open yet",
        "PRE_QUEUE, Register before it opens",
        "OPEN, On sale now",
        "ALL_HELD, All remaining seats are on hold",
        "SOLD_OUT, Sold out",
        "PAUSED, Entry is paused",
        "CLOSED, The sale has ended"
    })
    void doorAndStatusPage(String doors, String words) {
        Stage stage = where(doors);
        clock().advance(Duration.ofSeconds(2));
        try (Visitor fan = fan()) {
            fan.goes(concert(stage)).reads(words).findsNoBarriersByDayOrNight();
            fan.goes(concert(stage) + "/status").reads("How the sale stands").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void levelWithoutSeatsIsNeitherSoldOutNorOnHold() {
        Stage stage = sold("1", "2");
        clock().advance(Duration.ofSeconds(2));
        try (Visitor fan = visitor()) {
            fan.goes(concert(stage)).reads("Sold out");
            assertThat(fan.page().locator(".levels__line").last()).not().containsText("on hold");
            assertThat(fan.page().locator(".levels__line").last()).not().containsText("sold out");
        }
    }

    @Test
    void listOfConcertsAndAnEmptyOne() {
        where("SOLD_OUT");
        where("SOON");
        try (Visitor fan = visitor()) {
            fan.goes("/").findsNoBarriersByDayOrNight();
            fan.goes("/?after=999999999").reads("Nothing is on sale right now.").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void placeInLineBehindACode() {
        Stage stage = Stage.open(api(), clock());
        stage.makesAccessCode("ONCE", 1);
        try (Visitor fan = fan()) {
            fan.goes(concert(stage));
            // The page was open before the line became invite-only.
            stage.steer(Map.of("inviteOnly", true)).expect(200);
            fan.pressesMain().reads("This line is for people with a code.").findsNoBarriersByDayOrNight();
            fan.page().locator("#accessCode").fill("NONE");
            fan.pressesMain().reads("This code does not open this line.").findsNoBarriersByDayOrNight();
            crowd().of(1, stage).getFirst().joinsWith("ONCE").expect(201);
            fan.page().locator("#accessCode").fill("ONCE");
            fan.pressesMain().reads("This code was used as often").findsNoBarriersByDayOrNight();
            fan.goes(concert(stage)).sees("#accessCode").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void lineThatIsNotOpenOrNoMore() {
        Stage open = Stage.open(api(), clock());
        Stage soon = where("SOON");
        try (Visitor fan = fan()) {
            fan.goes(concert(open)).sees("form[action$='waiting-room']");
            fan.page()
                    .evaluate("path => document.querySelector('form[action$=waiting-room]').action = path", room(soon));
            fan.pressesMain().reads("The line is not open yet.").findsNoBarriersByDayOrNight();

            fan.goes(concert(open));
            fan.page().locator("details summary").click();
            fan.findsNoBarriersByDayOrNight();
            open.steer(Map.of("phase", "CLOSED")).expect(200);
            fan.pressesMain().reads("The sale of this concert has ended.").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void turnWithAChoiceOfDatesAndItsEnds() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Stage.performance(clock().instant(), 7), Stage.performance(clock().instant(), 8))));
        try (Visitor fan = fan()) {
            fan.goes(concert(stage)).findsNoBarriersByDayOrNight().pressesMain();
            fan.isAt(room(stage)).reads("Choose a date").findsNoBarriersByDayOrNight();
            clock().advance(Duration.ofMinutes(11));
            fan.goes(room(stage)).reads("Your turn has passed").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void placeThatWasGivenUpOnAnotherDevice() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan()) {
            fan.goes(concert(stage)).pressesMain().isAt(room(stage));
            var place = (Map<?, ?>) fan.calls("POST", "/api/v1" + concert(stage) + "/queue-tokens", Map.of());
            fan.calls(
                    "DELETE",
                    "/api/v1" + concert(stage) + "/queue-tokens/current",
                    Map.of("queueToken", place.get("queueToken")));
            fan.goes(room(stage)).reads("You left the line").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void pausedRoomWithAWordOfTheOrganiser() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        crowd().of(2, stage).forEach(other -> other.joins().expect(201));
        stage.steer(Map.of("phase", "PAUSED", "message", "The lights are being mended."))
                .expect(200);
        try (Visitor fan = fan()) {
            fan.goes(concert(stage)).pressesMain().isAt(room(stage));
            fan.reads("The lights are being mended.")
                    .reads("The organiser paused entry.")
                    .findsNoBarriersByDayOrNight();
            fan.presses("#alert").findsNoBarriersByDayOrNight();
            fan.presses("#leave button").sees("#leave-dialog").findsNoBarriersByDayOrNight();
            fan.page().locator("#leave-dialog .button--danger").click();
            fan.isAt(concert(stage)).reads("You have left the line.").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void checkAtTheDoorWhileItWorksAndWhenItIsDone() {
        Stage stage = Stage.open(api(), clock());
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        try (Visitor fan = fan()) {
            fan.goes(concert(stage));
            fan.page().addInitScript("SubtleCrypto.prototype.digest = () => new Promise(() => {})");
            fan.pressesMain().reads("Checking…").findsNoBarriersByDayOrNight();
            assertThat(fan.page().locator("main button[type=submit]")).isDisabled();
            fan.forgives(REFUSED);
        }
        try (Visitor fan = fan()) {
            fan.goes(concert(stage)).pressesMain().reads("Done. You can get in line now.");
            assertThat(fan.page().locator("main button[type=submit]")).isFocused();
            fan.findsNoBarriersByDayOrNight().hits("Enter").isAt(room(stage)).reads("It is your turn");
            fan.forgives(REFUSED);
        }
    }

    @Test
    void signingInAndUpWithFaults() {
        try (Visitor fan = visitor()) {
            fan.goes("/sign-in");
            fan.page().locator("#username").fill("nobody-at-all");
            fan.page().locator("#password").fill("not the password");
            fan.pressesMain().reads("The username or the password is wrong.").findsNoBarriersByDayOrNight();

            fan.goes("/sign-up");
            fan.page().locator("#username").fill("x");
            fan.page().locator("#password").fill("short");
            // Otherwise the browser's own validation would refuse first.
            fan.page().evaluate("document.querySelector('main form').noValidate = true");
            fan.pressesMain().sees("#username[aria-invalid]").sees("#password[aria-invalid]");
            fan.findsNoBarriersByDayOrNight();
            fan.page().locator("#username").fill("operator");
            fan.page().locator("#password").fill(ApiClient.PASSWORD);
            fan.pressesMain().reads("Someone has this username already.").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, Page not found",
        "/concerts/999999999, Page not found",
        "/?after=x, We could not read that",
        "/probe/bug, Something broke on our side",
        "/probe/later/BUSY, Very busy right now",
        "/probe/later/TOO_MANY_REQUESTS, Too many requests"
    })
    void pageThatSaysWhyThereIsNoOther(String path, String words) {
        try (Visitor fan = fan()) {
            fan.goes(path).reads(words).findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void formOfAPageThatWasOpenForTooLong() {
        try (Visitor fan = fan()) {
            fan.goes("/wallet");
            fan.page().evaluate("document.querySelector('main form [name=_csrf]').value = 'old'");
            fan.pressesMain().reads("Please try once more").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko-KR", "en-US"})
    void walletAndTicketsWithNothingInThem(String language) {
        var how = new NewContextOptions().setLocale(language).setReducedMotion(ReducedMotion.REDUCE);
        try (Visitor fan = new Visitor(port(), how).comesWith(newAccessToken())) {
            fan.goes("/tickets").findsNoBarriersByDayOrNight();
            fan.goes("/wallet").findsNoBarriersByDayOrNight();
            fan.page().locator("#amount").fill("10,000,001");
            fan.pressesMain().sees("#amount-fault").findsNoBarriersByDayOrNight();
            fan.page().locator("#amount").fill("1,000");
            fan.pressesMain().sees(".notice--success").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }
}
