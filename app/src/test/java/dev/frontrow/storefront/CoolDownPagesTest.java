package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/// Fans who repeatedly return seats are told why they must wait, and for how long.
@TestPropertySource(properties = "frontrow.rate-limits=on")
class CoolDownPagesTest extends ServerTest {

    private static final int FREE = 4;

    @ParameterizedTest
    @CsvSource({"en, you can hold seats again in 2 min", "ko, 2분 뒤에 다시 좌석을 선점할 수 있어요"})
    void pageWithoutScriptTellsTheWait(String language, String words) {
        Stage stage = Stage.open(api(), clock());
        PlainBrowser fan = new PlainBrowser(api(), language).with(SessionCookies.NAME, newAccessToken());
        fan.gets("/wallet").expect(200);
        String room = "/concerts/" + stage.concertId() + "/waiting-room";
        fan.sends(room).expect(302);
        fan.gets(room).expect(200);
        String seats = "/performances/" + stage.performanceId() + "/seats";
        for (int i = 0; i < FREE; i++) {
            String checkout = fan.sends(seats, "seats", "1").expect(302).header("Location");
            fan.sends(checkout + "/release").expect(302);
        }

        assertThat(fan.sends(seats, "seats", "1").expect(429).text()).contains(words);
    }

    @Test
    void pageWithScriptTellsTheWaitInsteadOfTryingOnAndOn() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor fan = new Visitor(port(), new NewContextOptions().setLocale("en-US"))) {
            fan.comesWith(newAccessToken())
                    .goes("/concerts/" + stage.concertId())
                    .pressesMain()
                    .isAt("/concerts/.*/waiting-room");
            for (int i = 0; i < FREE; i++) {
                fan.calls("DELETE", "/api/v1/holds/" + fan.holds(stage, "1"), Map.of());
            }
            fan.goes("/performances/" + stage.performanceId() + "/seats");

            fan.page().locator("#best button").click();

            fan.reads("you can hold seats again in 2 min");
        } catch (AssertionError refused) {
            // The browser logs each refusal to its console.
            if (!String.valueOf(refused.getMessage()).contains("429")) {
                throw refused;
            }
        }
    }
}
