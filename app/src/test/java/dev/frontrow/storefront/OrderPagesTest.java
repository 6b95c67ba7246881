package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page of an order, and the list of them.
class OrderPagesTest extends ServerTest {

    private Fan buys(Stage stage, String... seats) {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds(seats).expect(201);
        fan.topsUp(1_000_000).expect(201);
        return fan;
    }

    private static String pays(Fan fan) {
        return fan.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("paymentId")
                .asString();
    }

    private PlainBrowser browser(Fan fan, String language) {
        return new PlainBrowser(api(), language).with(SessionCookies.NAME, fan.accessToken());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasNumberReceiptAndAllTicketsToSwipe(boolean scripts) {
        Fan fan = buys(Stage.open(api(), clock()), "1", "2", "18", "19");
        String order = pays(fan);
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setJavaScriptEnabled(scripts)
                .setViewportSize(360, 780);
        try (Visitor visitor = new Visitor(port(), how).comesWith(fan.accessToken())) {
            visitor.goes("/orders/" + order);

            String id = order.replace("-", "").toUpperCase();
            visitor.reads("Order " + id.substring(20, 24) + "-" + id.substring(24, 28) + "-" + id.substring(28));
            assertThat(visitor.page().locator(".swipe__one")).hasCount(4);
            visitor.reads("1 / 4")
                    .reads("₩520,000")
                    .reads("₩150,000")
                    .reads("₩110,000")
                    .reads("Seat 18");
            assertThat(visitor.page().locator(".swipe__one:nth-child(2)")).not().isInViewport();
            visitor.page().locator(".swipe__one:first-child .swipe__go--next").click();
            assertThat(visitor.page().locator(".swipe__one:nth-child(2) img")).isInViewport();
            if (scripts) {
                visitor.findsNoBarriersByDayOrNight();
                visitor.tabsTo(".swipe__one:nth-child(3) .swipe__go--next").hits("Enter");
                assertThat(visitor.page().locator(".swipe__one:nth-child(4) img"))
                        .isInViewport();
            }
        }
    }

    @Test
    void printsAllTicketsWithTheirCodesOrTheReceiptAlone() {
        Fan fan = buys(Stage.open(api(), clock()), "1", "2", "3");
        String order = pays(fan);
        try (Visitor visitor = new Visitor(port(), new NewContextOptions().setLocale("en-US"))
                .comesWith(fan.accessToken())
                .goes("/orders/" + order)) {
            visitor.page()
                    .evaluate(
                            "window.print = () => document.documentElement.dataset.printed = document.body.dataset.print");
            visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (int ticket = 1; ticket <= 3; ticket++) {
                assertThat(visitor.page().locator("#ticket-" + ticket + " img")).isVisible();
            }
            assertThat(visitor.page().locator(".order__receipt")).isVisible();

            visitor.page().evaluate("document.body.dataset.print = 'receipt'");
            assertThat(visitor.page().locator(".order__tickets")).isHidden();
            assertThat(visitor.page().locator(".order__receipt")).isVisible();

            visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            visitor.presses("[data-print=tickets]");
            assertThat(visitor.page().locator("html")).hasAttribute("data-printed", "tickets");
        }
    }

    @Test
    void listShowsOrdersAndNoRefusedAttempts() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = buys(stage, "1");
        String order = pays(fan);
        fan.joinsAndEnters().holds("2").expect(201);
        clock().advance(Duration.ofMinutes(6));
        fan.pays(UUID.randomUUID().toString()).expect(409);

        String list = browser(fan, "en").gets("/orders").expect(200).text();

        assertThat(list).containsOnlyOnce("class=\"stub\"").contains("/orders/" + order, "₩150,000");
        String refused = fan.api()
                .get("/api/v1/payments")
                .body()
                .path("payments")
                .path(0)
                .path("paymentId")
                .asString();
        browser(fan, "en").gets("/orders/" + refused).expect(404);
    }

    @Test
    void orderOfSomebodyElseDoesNotExist() {
        Stage stage = Stage.open(api(), clock());
        String order = pays(buys(stage, "1"));
        Fan other = stage.fan();

        for (String path : List.of("/orders/" + order, "/orders/" + order + "/calendar.ics", "/orders/x")) {
            browser(other, "en").gets(path).expect(404);
        }
        assertThat(new PlainBrowser(api()).gets("/orders/" + order).expect(302).header("Location"))
                .startsWith("/sign-in?next=");
    }

    @Test
    void calendarEntryNamesAllSeatsInWords() {
        var seats = List.of(
                Map.of("seat", "A-1-1", "section", "A", "row", "1", "number", "1", "priceLevel", "All"),
                Map.of("seat", "A-1-2", "section", "A", "row", "1", "number", "2", "priceLevel", "All"));
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "title", "Rain, Wind; Snow",
                        "priceLevels", List.of(Map.of("name", "All", "amountMinor", 1000)),
                        "performances",
                                List.of(Map.of(
                                        "startsAt",
                                        clock().instant()
                                                .plus(Duration.ofDays(7))
                                                .toString(),
                                        "seats",
                                        seats))));
        Fan fan = buys(stage, "A-1-1", "A-1-2");
        String order = pays(fan);

        String file = browser(fan, "en")
                .gets("/orders/" + order + "/calendar.ics")
                .expect(200)
                .text()
                .replace("\r\n ", "");

        assertThat(file)
                .contains("SUMMARY:Rain\\, Wind\\; Snow", "UID:" + order + "@frontrow", "GMT+9")
                .contains("Section A\\, row 1\\, seat 1\\nSection A\\, row 1\\, seat 2");
    }

    @Test
    void placesOfAnAreaAreShownByItsNameAndEntryNumber() {
        var performance = Map.of(
                "startsAt",
                clock().instant().plus(Duration.ofDays(7)).toString(),
                "areas",
                List.of(Map.of("area", "Standing", "capacity", 10, "priceLevel", "All", "entryNumbers", true)));
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "priceLevels", List.of(Map.of("name", "All", "amountMinor", 50_000)),
                        "performances", List.of(performance)));
        Fan fan = stage.fan().joinsAndEnters();
        String hold = fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of(
                                "performanceId", stage.performanceId(),
                                "areas", List.of(Map.of("area", "Standing", "quantity", 2))))
                .expect(201)
                .body()
                .path("holdId")
                .asString();
        try (Visitor visitor = new Visitor(port(), new NewContextOptions().setLocale("en-US"))
                .comesWith(fan.accessToken())
                .goes("/checkout/" + hold)) {
            visitor.reads("Standing × 2").reads("₩100,000");
            visitor.pressesMain().isAt("/orders/.+");
            visitor.reads("Standing × 2").reads("2 tickets").reads("Entry No. ");
            assertThat(visitor.page().locator("main")).not().containsText("Standing#");
            visitor.findsNoBarriers();
            visitor.goes("/tickets");
            assertThat(visitor.page().locator(".stub__text").first()).containsText("Entry No. ");
        }
    }
}
