package dev.frontrow.storefront;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// A buyer from a network with many joins is challenged while waiting, and keeps the place.
@TestPropertySource(properties = {"frontrow.rate-limits=on", "frontrow.waiting-room.suspicion.joins-per-network-max=1"})
class SuspectPagesTest extends ServerTest {

    @Test
    void isCheckedInTheLineAndCalled() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        crowd().of(1, stage).getFirst().joinsAndEnters();
        var how = new NewContextOptions().setLocale("en-US").setReducedMotion(ReducedMotion.REDUCE);
        try (Visitor first = new Visitor(port(), how).comesWith(newAccessToken());
                Visitor fan = new Visitor(port(), how).comesWith(newAccessToken())) {
            first.goes("/concerts/" + stage.concertId()).pressesMain().reads("No. 2");
            fan.goes("/concerts/" + stage.concertId());
            // Delays the proof until the test has checked the page.
            fan.page()
                    .addInitScript(
                            "const real = SubtleCrypto.prototype.digest; const go = new Promise((resolve) => window.go = resolve);"
                                    + " SubtleCrypto.prototype.digest = async function (...all) { await go; return real.apply(this, all); };");
            fan.pressesMain().isAt("/concerts/.*/waiting-room").reads("No. 3").sees("#check");
            fan.reads("A short check").findsNoBarriersByDayOrNight();

            Page page = fan.page();
            page.waitForResponse("**/challenge", () -> page.evaluate("window.go()"));
            page.waitForSelector("#check", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
            stage.steer(Map.of("capacity", 10)).expect(200);
            clock().advance(Duration.ofSeconds(5));
            fan.reads("It is your turn");
        }
    }
}
