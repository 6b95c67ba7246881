package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Amounts on pages: input, display, suggestions and limits, by currency.
class MoneyPagesTest extends ServerTest {

    @Autowired
    DataSource dataSource;

    private ApiClient buyer;

    @BeforeEach
    void buyer() {
        buyer = newBuyer();
    }

    @AfterEach
    void audit() {
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private PlainBrowser browser(String language) {
        return new PlainBrowser(api(), language).with(SessionCookies.NAME, buyer.accessToken());
    }

    /// Sends the form of a top-up as a browser does.
    private Answer types(String amount, String currency, String language, Map<String, String> more) {
        PlainBrowser browser = browser(language);
        browser.gets("/wallet");
        Map<String, String> fields = new HashMap<>(more);
        fields.put("amount", amount);
        fields.put("currency", currency);
        fields.put("key", UUID.randomUUID().toString());
        return browser.posts("/wallet/top-ups", fields);
    }

    /// The text of the page, with no-break spaces replaced by plain ones.
    private static String text(Answer page) {
        return page.text().replace('\u00a0', ' ');
    }

    private Map<String, Long> balances() {
        Map<String, Long> balances = new HashMap<>();
        buyer.get("/api/v1/buyers/me/balance")
                .expect(200)
                .body()
                .path("balances")
                .forEach(balance -> balances.put(
                        balance.path("currency").asString(),
                        balance.path("balanceMinor").asLong()));
        return balances;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EUR | 50            | 5000
            EUR | 12.5          | 1250
            EUR | 1.234,5       | 123450
            EUR | €1,234.50     | 123450
            KWD | 5.5           | 5500
            KWD | KWD 5.500     | 5500
            KRW | 1,000원       | 1000
            JPY | ￥１，０００    | 1000
            """)
    void creditsWhatWasTyped(String currency, String typed, long minor) {
        types(typed, currency, "ko", Map.of()).expect(302);
        assertThat(balances()).isEqualTo(Map.of(currency, minor));

        types(typed, currency, "en", Map.of()).expect(302);
        assertThat(balances()).isEqualTo(Map.of(currency, 2 * minor));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KRW | 1,000.50      | This currency has no decimals.      | 이 통화는 소수점을 쓰지 않아요.
            KRW | 1.000         | If you mean ₩1,000,                 | 1,000원인가요?
            KRW | -5            | like this: ₩1,000,000               | 1,000,000원처럼
            KRW | 10,000,001    | from ₩1 to ₩10,000,000              | 1원부터 10,000,000원까지
            EUR | 1.234         | If you mean €1,234.00,              | €1,234.00인가요?
            EUR | 12.505        | If you mean €12,505.00,             | €12,505.00인가요?
            EUR | 0.005         | more decimals than this currency.   | 소수 자릿수가 많아요.
            EUR | ₩50           | like this: €1,000.00                | €1,000.00처럼
            EUR | 5e3           | like this: €1,000.00                | €1,000.00처럼
            EUR | 0             | from €0.01 to €10,000.00            | €0.01부터 €10,000.00까지
            EUR | 10000.01      | from €0.01 to €10,000.00            | €0.01부터 €10,000.00까지
            EUR | 99999999999999999 | from €0.01 to €10,000.00        | €0.01부터 €10,000.00까지
            KWD | 1,234         | If you mean KWD 1,234.000,     | KWD 1,234.000인가요?
            IDR | 100,000,001   | from IDR 0.01 to IDR 100,000,000.00 | IDR 0.01부터
            """)
    void refusesInWordsWhatIsNotClear(String currency, String typed, String english, String korean) {
        Answer inEnglish = types(typed, currency, "en", Map.of()).expect(422);
        Answer inKorean = types(typed, currency, "ko", Map.of()).expect(422);

        assertThat(text(inEnglish)).contains(english, "value=\"" + typed + "\"", "aria-invalid=\"true\"");
        assertThat(text(inKorean)).contains(korean, "value=\"" + typed + "\"");
        assertThat(balances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "DEM", "nonsense", "eur"})
    void takesNoOtherCurrencyInsteadOfOneThatThereIsNot(String currency) {
        types("50", currency, "en", Map.of()).expect(400);
        assertThat(balances()).isEmpty();
    }

    @Test
    void refusesWhatTheWalletCannotHold() {
        for (int i = 0; i < 10; i++) {
            types("10,000", "EUR", "en", Map.of()).expect(302);
        }

        Answer refused = types("1", "EUR", "en", Map.of()).expect(422);

        assertThat(text(refused))
                .contains(
                        "A wallet can hold €100,000.00 and you have €100,000.00.",
                        "Your wallet is full at €100,000.00.")
                .doesNotContain("id=\"amount\"");
        assertThat(balances()).isEqualTo(Map.of("EUR", 10_000_000L));
    }

    @Test
    void goesOnFromWhereTheFanCameFrom() {
        var back = Map.of("back", "/checkout/1?x=1");
        assertThat(types("50", "EUR", "en", back).expect(302).header("Location"))
                .endsWith("/checkout/1?x=1&toppedUp");
        assertThat(text(types("5,0,0", "EUR", "en", back).expect(422)))
                .contains("name=\"back\" value=\"/checkout/1?x=1\"", "<a href=\"/checkout/1?x=1\"");
    }

    @Test
    void showsWhatThereIsOfEachCurrency() {
        assertThat(text(browser("en").gets("/wallet"))).contains("₩0", "Amount in KRW");
        types("50", "EUR", "en", Map.of()).expect(302);
        assertThat(text(browser("en").gets("/wallet")))
                .contains("€50.00", "+€50.00", "Amount in EUR", "inputmode=\"decimal\"", "Up to €10,000.00 at once.")
                .doesNotContain("₩0");
        types("5.5", "KWD", "en", Map.of()).expect(302);
        types("30,000", "KRW", "en", Map.of()).expect(302);

        String own = text(browser("en").gets("/wallet"));
        assertThat(own)
                .contains("₩30,000", "+₩30,000", "€50.00", "KWD 5.500", "inputmode=\"numeric\"")
                .doesNotContain("+€50.00");
        assertThat(text(browser("ko").gets("/wallet?currency=KWD")))
                .contains("+KWD 5.500", "금액(KWD)", "30,000원", "€50.00")
                .doesNotContain("+30,000원");
        assertThat(text(browser("en").gets("/wallet?currency=XAU").expect(200))).contains("Amount in KRW");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | price, minor | suggested      | exactly              | most
            KRW        | 45000        | 50,000         | ₩45,000              | ₩10,000,000
            EUR        | 4550         | 50.00          | €45.50               | €10,000.00
            KWD        | 12345        | 20.000         | KWD 12.345      | KWD 10,000.000
            IDR        | 250000000    | 2,500,000.00   |                      | IDR 100,000,000.00
            EUR        | 2000000      | 10,000.00      |                      | €10,000.00
            """)
    void suggestsWhatIsMissingAndTheNextRoundAmount(
            String currency, long price, String suggested, String exactly, String most) {
        Stage stage = stage(currency, price);
        String page = checkout(stage);

        assertThat(page)
                .contains("value=\"" + suggested + "\"", "Up to " + most + " at once.", "Amount in " + currency);
        if (exactly == null) {
            assertThat(page).doesNotContain("name=\"exactly\"");
        } else {
            assertThat(page).contains("name=\"exactly\" value=\"" + exactly + "\"");
            types("", currency, "en", Map.of("exactly", exactly)).expect(302);
            assertThat(balances()).isEqualTo(Map.of(currency, price));
        }
    }

    private Stage stage(String currency, long price) {
        return Stage.with(
                api(),
                clock(),
                Map.of("currency", currency, "priceLevels", List.of(Map.of("name", "All", "amountMinor", price))));
    }

    /// The checkout page for a hold of one seat.
    private String checkout(Stage stage) {
        String token = buyer.post("/api/v1/concerts/" + stage.concertId() + "/queue-tokens")
                .body()
                .path("queueToken")
                .asString();
        String hold = buyer.queueToken(token)
                .post("/api/v1/holds", Map.of("performanceId", stage.performanceId(), "seats", List.of("1")))
                .expect(201)
                .body()
                .path("holdId")
                .asString();
        return text(browser("en").gets("/checkout/" + hold).expect(200));
    }

    /// Browsers round kips and dinars to their cash amounts.
    @ParameterizedTest
    @CsvSource({"EUR, 4550, en-US", "KWD, 12345, ko-KR", "LAK, 98765432, en-US", "USD, 1, ko-KR", "KRW, 45000, en-US"})
    void addsUpInTheBrowserWhatTheServerCharges(String currency, long price, String language) {
        Stage stage = stage(currency, price);
        try (var fan = new Visitor(port(), new NewContextOptions().setLocale(language))) {
            SeatPagesTest.ready(SeatPagesTest.inside(fan, stage))
                    .presses("#show-list")
                    .ticks("1", "2", "3");
            String sum = fan.page().locator("#total").textContent();
            fan.presses("#hold").isAt("/checkout/.*");
            assertThat(fan.page().locator(".sum__total dd")).hasText(sum);
            fan.findsNoBarriers();

            fan.page()
                    .locator("[name=exactly], main .button--primary:visible")
                    .last()
                    .click();
            fan.isAt("/orders/.+");
            fan.goes("/wallet").findsNoBarriers();
            assertThat(fan.page().locator(".table tbody tr")).hasCount(2);
        }
    }
}
