package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Every state of the seat and checkout pages is accessible, in light and dark. [PurchaseTest] and
/// [SeatPagesTest] check the states of a normal purchase.
class ChoiceStatesTest extends ServerTest {

    private static final String REFUSED = "the server responded with a status of";

    private String token = "";

    private Visitor fan(Stage stage) {
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(360, 740);
        token = newAccessToken();
        return new Visitor(port(), how)
                .comesWith(token)
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room");
    }

    private Visitor atTheSeats(Stage stage) {
        Visitor fan = fan(stage).pressesMain().isAt("/performances/.*/seats");
        fan.page().waitForSelector("main[data-ready][data-live=live]");
        return fan.presses("#show-list");
    }

    private Fan someoneElse(Stage stage) {
        return crowd().of(1, stage).getFirst().joinsAndEnters();
    }

    private void topsUp(long amountMinor) {
        api().bearer(token)
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", amountMinor))
                .expect(201);
    }

    /// Sends the form as a browser without scripts does.
    private static Visitor sends(Visitor fan, String form) {
        fan.page()
                .waitForNavigation(() -> fan.page()
                        .evaluate(
                                "form => HTMLFormElement.prototype.submit.call(form)",
                                fan.page().querySelector(form)));
        return fan;
    }

    /// Ticks a seat as if the page did not know yet that it is taken.
    private static void ticksUnseen(Visitor fan, String seat) {
        fan.page()
                .locator("#rows input[value='" + seat + "']")
                .evaluate("box => Object.assign(box, { disabled: false, checked: true })");
    }

    @Test
    void refusalsThatTheFormOfTheListMeets() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            String seats = "/performances/" + stage.performanceId() + "/seats";
            sends(fan.goes(seats), "#list")
                    .reads("Choose at least one free seat first.")
                    .findsNoBarriersByDayOrNight();

            fan.goes(seats).sees("main[data-ready]").presses("#show-list").ticks("1", "2");
            someoneElse(stage).holds("1").expect(201);
            assertThat(fan.page().locator("#rows input[value='1']")).isDisabled();
            ticksUnseen(fan, "1");
            sends(fan, "#list").reads("Someone just took that seat.").findsNoBarriersByDayOrNight();

            fan.goes(seats).sees("main[data-ready]").presses("#show-list").ticks("3", "4", "5", "6");
            ticksUnseen(fan, "7");
            sends(fan, "#list").reads("You can buy up to 4 tickets").findsNoBarriersByDayOrNight();

            fan.goes(seats).sees("main[data-ready]").presses("#show-list").ticks("8");
            stage.steer(Map.of("phase", "CLOSED")).expect(200);
            sends(fan, "#list").reads("This date is not on sale any more.").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void noSeatsSideBySide() {
        Stage stage = Stage.ofSeats(api(), clock(), 2);
        someoneElse(stage).holds("1").expect(201);
        try (Visitor fan = atTheSeats(stage)) {
            fan.presses("#best-fold summary").presses("#best button");
            fan.reads("There is no group of 2 free seats side by side").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void everythingAFanIsToldOnTheMap() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = atTheSeats(stage)) {
            fan.page().route("**/api/v1/holds", route -> route.abort());
            fan.ticks("1").presses("#hold").reads("No answer yet.").findsNoBarriersByDayOrNight();
            fan.page().unroute("**/api/v1/holds");
            fan.isAt("/checkout/.*").goes("/performances/" + stage.performanceId() + "/seats");
            fan.page().waitForSelector("main[data-ready][data-live=live]");

            fan.presses("#show-list").ticks("2", "3");
            clock().advance(Duration.ofMinutes(11));
            fan.reads("Your turn is over.").findsNoBarriersByDayOrNight();
            fan.forgives("net::ERR_");
        }
    }

    @Test
    void noSeatOfTheLevelLeft() {
        Stage stage = Stage.ofSeats(api(), clock(), 3);
        try (Visitor fan = atTheSeats(stage)) {
            fan.ticks("1");
            someoneElse(stage).holds("1").expect(201);
            fan.reads("There is no free seat of this price level left.").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void paymentThatIsRefusedInThePage() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            topsUp(1_000_000);
            fan.goes("/checkout/" + fan.holds(stage, "1", "2")).sees("[form=pay-form]");
            clock().advance(Duration.ofMinutes(6));
            fan.presses("[form=pay-form]").sees("#refusal").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    @Test
    void seatsThatWereGivenBack() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            String checkout = "/checkout/" + fan.holds(stage, "1");
            fan.goes(checkout).presses(".checkout__release").isAt("/performances/.*/seats");
            fan.goes(checkout).reads("These seats were released").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void balanceThatIsSpentElsewhereMeanwhile() {
        Stage stage = Stage.open(api(), clock());
        Stage other = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            topsUp(Stage.FRONT_PRICE);
            fan.goes("/checkout/" + fan.holds(stage, "1")).sees("[form=pay-form]");
            spends(other);
            sends(fan, "#pay-form").reads("Your balance was too low").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }

    private void spends(Stage other) {
        var buyer = api().bearer(token);
        var place = buyer.post("/api/v1/concerts/" + other.concertId() + "/queue-tokens");
        var inside = buyer.queueToken(place.body().path("queueToken").asString());
        var hold = inside.post("/api/v1/holds", Map.of("performanceId", other.performanceId(), "seats", List.of("1")));
        inside.idempotencyKey("elsewhere")
                .post(
                        "/api/v1/payments",
                        Map.of("holdId", hold.body().path("holdId").asString()))
                .expect(201);
    }

    @Test
    void paidInAnotherTab() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            topsUp(Stage.FRONT_PRICE);
            fan.goes("/checkout/" + fan.holds(stage, "1")).sees("[form=pay-form]");
            var tab = fan.page().context().newPage();
            tab.navigate(fan.page().url());
            tab.locator("[form=pay-form]").click();
            tab.waitForURL("**/orders/**");

            fan.presses("[form=pay-form]").isAt("/orders/.+");
            assertThat(fan.page().locator(".swipe__one")).hasCount(1);
            fan.findsNoBarriersByDayOrNight().forgives(REFUSED);
        }
    }

    @Test
    void turnThatEndedBeforeThePayment() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = fan(stage)) {
            topsUp(Stage.FRONT_PRICE);
            fan.goes("/checkout/" + fan.holds(stage, "1")).sees("[form=pay-form]");
            fan.leaves(stage);
            sends(fan, "#pay-form").reads("ended").findsNoBarriersByDayOrNight();
            fan.forgives(REFUSED);
        }
    }
}
