package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A fan checks their own place in the draw in the browser.
class DrawPagesTest extends ServerTest {

    private static final int OTHERS = 13;

    @Test
    void checksOnesOwnReceiptInTheBrowser() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt",
                                clock().instant().minus(Duration.ofMinutes(1)).toString(),
                        "opensAt",
                                clock().instant().plus(Duration.ofMinutes(10)).toString(),
                        "capacity", 1));
        crowd().of(OTHERS, stage).forEach(other -> other.joins().expect(201));
        String concert = "/concerts/" + stage.concertId();
        try (Visitor fan =
                new Visitor(port(), new NewContextOptions().setLocale("ko-KR").setViewportSize(360, 740))) {
            fan.signsUp().goes(concert).reads("오픈 전에 등록해 주세요").findsNoBarriers();
            fan.pressesMain().isAt(concert + "/waiting-room").reads("등록됐어요").findsNoBarriers();
            fan.goes(concert + "/draw").presses("#check").reads("아직 추첨 전이에요").findsNoBarriers();

            clock().advance(Duration.ofMinutes(11));
            fan.goes(concert + "/waiting-room").goes(concert + "/draw").presses("#check");

            fan.reads("모두 맞아요.").reads((OTHERS + 1) + "번으로 등록했고").findsNoBarriers();
            assertThat(fan.page().locator(".checks [data-fits=yes]")).hasCount(6);
        }
    }

    @Test
    void saysThatThereIsNothingToCheck() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = new Visitor(port(), new NewContextOptions().setLocale("ko-KR"))) {
            fan.signsUp().goes("/concerts/" + stage.concertId() + "/draw").presses("#check");

            fan.reads("확인할 내용이 없어요");
            fan.forgives("404");
        }
    }

    @Test
    void tellsThatSomethingDoesNotFitOrCannotBeFetched() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt",
                                clock().instant().minus(Duration.ofMinutes(1)).toString(),
                        "opensAt",
                                clock().instant().plus(Duration.ofMinutes(10)).toString()));
        crowd().of(OTHERS, stage).forEach(other -> other.joins().expect(201));
        String concert = "/concerts/" + stage.concertId();
        try (Visitor fan = new Visitor(
                port(), new NewContextOptions().setLocale("en-US").setReducedMotion(ReducedMotion.REDUCE))) {
            fan.goes(concert + "/draw").findsNoBarriersByDayOrNight();
            fan.comesWith(newAccessToken()).goes(concert).pressesMain().isAt(concert + "/waiting-room");
            fan.findsNoBarriersByDayOrNight();
            clock().advance(Duration.ofMinutes(11));
            fan.goes(concert + "/waiting-room").goes(concert + "/draw");

            tellsOfAForgedAndOfALostReceipt(fan);
            fan.forgives("net::ERR_");
        }
    }

    private static void tellsOfAForgedAndOfALostReceipt(Visitor fan) {
        fan.page().route("**/draw/receipt", DrawPagesTest::withAnotherNumber);
        fan.presses("#check").reads("Something does not fit.").findsNoBarriersByDayOrNight();
        fan.page().unroute("**/draw/receipt");
        fan.page().route("**/draw/receipt", route -> route.abort());
        fan.presses("#check").reads("We could not fetch the data.").findsNoBarriersByDayOrNight();
    }

    private static void withAnotherNumber(Route route) {
        var answer = route.fetch();
        String forged = answer.text().replaceFirst("\"number\":(\\d+)", "\"number\":9$1");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(forged));
    }
}
