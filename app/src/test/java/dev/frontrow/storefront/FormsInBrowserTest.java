package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small things of the fans' pages, in a real browser.
class FormsInBrowserTest extends ServerTest {

    private static final String HALL = """
            {"name": "Hall", "seatWidth": 50, "floors": ["Stalls"],
             "stage": {"shape": [[0, -300], [400, -300], [400, -100]], "floor": 0},
             "gates": [{"gate": "West 3", "x": 0, "y": 900, "floor": 0}],
             "sections": [{"section": "A", "floor": 0, "shape": [[0, 0], [400, 0], [400, 100], [0, 100]],
                           "label": [60, 20], "gate": "West 3", "rows": [{"row": "1", "seats": [
                 {"seat": "A-1-1", "number": "1", "x": 350, "y": 50, "priceLevel": "All"}]}]}],
             "areas": [], "texts": []}""";

    private Visitor visitor(String language) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(360, 780));
    }

    @Test
    void orderNamesTheGateOfItsSeats() {
        Fan fan = inTheHall().fan().joinsAndEnters();
        fan.holds("A-1-1").expect(201);
        fan.topsUp(1_000).expect(201);
        String order = fan.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("paymentId")
                .asString();
        try (Visitor visitor = visitor("en-US").comesWith(fan.accessToken())) {
            visitor.goes("/orders/" + order);

            assertThat(visitor.page().locator(".swipe__one")).containsText("West 3");
            visitor.findsNoBarriers();
        }
    }

    private Stage inTheHall() {
        long version = api().asOperator()
                .raw("POST", "/api/v1/operator/venues", HALL)
                .expect(201)
                .body()
                .path("venueVersion")
                .asLong();
        var performance =
                Map.of("startsAt", clock().instant().plus(Duration.ofDays(7)).toString(), "venueVersion", version);
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "priceLevels", List.of(Map.of("name", "All", "amountMinor", 1_000)),
                        "performances", List.of(performance)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/sign-up"})
    void passwordIsShownAndHiddenAgainByOneButton(String page) {
        try (Visitor visitor = visitor("en-US")) {
            visitor.goes(page);
            Locator field = visitor.page().locator("#password");
            field.fill(ApiClient.PASSWORD);
            assertThat(field).hasAttribute("type", "password");

            visitor.pressesNamed("Show the password");
            assertThat(field).hasAttribute("type", "text");
            assertThat(field).hasValue(ApiClient.PASSWORD);
            assertThat(field).isFocused();
            assertThat(visitor.page().locator("[data-show-password]")).hasAttribute("aria-pressed", "true");
            visitor.findsNoBarriers();

            visitor.pressesNamed("Show the password");
            assertThat(field).hasAttribute("type", "password");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, '', '', username, Please type your username.",
        "en-US, mina, '', password, Please type your password.",
        "ko-KR, '', '', username, 아이디를",
        "ko-KR, mina, '', password, 비밀번호를"
    })
    void missingFieldIsNamedByThePageNotByTheBrowser(
            String language, String username, String password, String missing, String words) {
        try (Visitor visitor = visitor(language)) {
            visitor.goes("/sign-in");
            visitor.page().locator("#username").fill(username);
            visitor.page().locator("#password").fill(password);

            visitor.pressesMain();

            assertThat(visitor.page().locator("#missing")).containsText(words);
            assertThat(visitor.page().locator("#" + missing)).hasAttribute("aria-describedby", "missing");
            assertThat(visitor.page().locator("#username")).hasValue(username);
            visitor.findsNoBarriers().forgives("422");
        }
    }

    @ParameterizedTest
    @CsvSource({"JPY, ¥500, numeric", "KWD, KWD 0.500, decimal", "EUR, €5.00, decimal"})
    void walletLeadsToEachOfItsCurrencies(String currency, String balance, String keyboard) {
        Fan fan = Stage.open(api(), clock()).fan();
        fan.topsUp(1_000).expect(201);
        fan.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 500, "currency", currency))
                .expect(201);
        try (Visitor visitor = visitor("en-US").comesWith(fan.accessToken())) {
            visitor.goes("/wallet?currency=KRW");

            visitor.presses(".wallet__others a");

            visitor.isAt("/wallet");
            assertThat(visitor.page().locator(".wallet__balance")).hasText(balance);
            assertThat(visitor.page().locator("#amount")).hasAttribute("inputmode", keyboard);
            assertThat(visitor.page().locator(".wallet__others a")).hasText("₩1,000");
            visitor.findsNoBarriers();
        }
    }
}
