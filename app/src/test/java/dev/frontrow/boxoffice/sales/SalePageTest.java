package dev.frontrow.boxoffice.sales;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.frontrow.ApiClient;
import dev.frontrow.AuditedTest;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.payment.counter.BoxOffice;
import dev.frontrow.storefront.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The page on which the box office sells, in the browser.
class SalePageTest extends AuditedTest {

    private static final Map<String, ?> PLACES =
            Map.of("seatCount", 50, "areas", List.of(Stage.numberedArea("Floor", 5, "Back")));

    @Autowired
    private Operators operators;

    private Stage stage;

    @BeforeEach
    void onSale() {
        stage = Stage.ofPlaces(api(), clock(), 1, PLACES);
    }

    private Visitor operator(OperatorRole role, String language, int width) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 1000))
                .comesWith(operators.make(role).accessToken());
    }

    private String address() {
        return "/office/performances/" + stage.performanceId() + "/sell";
    }

    private JsonNode order(Page page) {
        String id = page.locator("#order").getAttribute("href").replace("/office/orders/", "");
        return stage.operator().get("/api/v1/operator/orders/" + id).expect(200).body();
    }

    private void keepsBack(String note, String seat) {
        new BoxOffice(api().bearer(operators.make(OperatorRole.OWNER).accessToken()), stage)
                .api()
                .with("Audit-Reason", note)
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats",
                        Map.of("seats", List.of(seat)))
                .expect(201);
    }

    /// As a node does that has not heard of the new prices yet.
    private static void refusesTheNextCall(Page page) {
        page.evaluate("""
                () => {
                  const real = fetch;
                  window.fetch = async () => {
                    window.fetch = real;
                    return new Response('{"code": "prices-changed"}',
                        { status: 409, headers: { "Content-Type": "application/problem+json" } });
                  };
                }""");
    }

    private void reprices(String level, long amountMinor) {
        Map<String, ?> change =
                Map.of("version", 1, "priceLevels", List.of(Map.of("name", level, "amountMinor", amountMinor)));
        stage.operator()
                .with("Audit-Reason", "sale")
                .patch("/api/v1/operator/concerts/" + stage.concertId(), change)
                .expect(200);
    }

    private static void losesTheNextAnswer(Page page) {
        page.evaluate("""
                () => {
                  const real = fetch;
                  window.fetch = async (...call) => {
                    window.fetch = real;
                    await real(...call);
                    throw new TypeError("lost");
                  };
                }""");
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 1440, '₩370,000', 'Sell for ₩370,000', 'kept back: <b>Press</b>'",
        "ko-KR, 768, '370,000원', '370,000원 판매하기', '보류: <b>Press</b>'"
    })
    void sellsTwoSeatsAndAPlaceByKeyboard(String language, int width, String sum, String button, String kept) {
        keepsBack("%3Cb%3EPress%3C/b%3E", "2");
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, language, width)) {
            Page page = operator.goes(address()).page();
            assertThat(page.locator("#seats")).isFocused();
            operator.types("1");
            operator.tabsTo("#row").types("1");
            assertThat(page.locator("#tick-0")).isChecked();
            assertThat(page.locator("#row-seats")).containsText(kept);
            operator.tabsTo("#tick-1").hits("Space");
            assertThat(page.locator("#seats")).hasValue("1 2");
            operator.tabsTo("#area-0").types("1").tabsTo("#name").types("김하늘, <b>");
            assertThat(page.locator("#sum")).hasText(sum);
            assertThat(page.locator("#sell")).hasText(button);
            operator.findsNoBarriersByDayOrNight();
            operator.tabsTo("#sell").hits("Enter");

            assertThat(page.locator("#done-title")).isFocused();
            assertThat(page.locator("#done-title")).containsText(sum);
            assertThat(page.locator("#done-tickets li")).hasCount(3);
            operator.findsNoBarriersByDayOrNight();
            Assertions.assertThat(order(page).at("/payment/method").asString()).isEqualTo("CASH");
        }
    }

    @Test
    void goesOnWithTheNextSaleByKeyboard() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            operator.types("1, 2").tabsTo("#area-0").types("1").tabsTo("#name").types("Mina");
            page.locator("#method-TRANSFER").check();
            operator.presses("#sell");
            assertThat(page.locator("#done-tickets li")).hasCount(3);
            operator.tabsTo("#next").hits("Enter");

            assertThat(page.locator("#seats")).isFocused();
            assertThat(page.locator("#seats")).hasValue("");
            assertThat(page.locator("#name")).hasValue("");
            assertThat(page.locator("#method-TRANSFER")).isChecked();
            assertThat(page.locator("#area-0-hint")).containsText("4");
            assertThat(page.locator("#row option").nth(1)).containsText("3 – 17");
            operator.types("3").tabsTo("#sell").hits("Enter");
            assertThat(page.locator("#done-tickets li")).hasCount(1);
        }
    }

    @Test
    void keepsWhatWasTypedIfSomebodyIsFaster() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1 2");
            page.locator("#area-0").fill("5");
            page.locator("#name").fill("Mina");
            page.locator("#why").fill("Guests of the band");
            new BoxOffice(newOperator(), stage).sells("CASH", List.of("2")).expect(201);
            operator.forgives("409");
            operator.presses("#sell");

            assertThat(page.locator("#seats-fault")).containsText("taken: 2");
            assertThat(page.locator("#seats")).isFocused();
            assertThat(page.locator("#seats")).hasValue("1 2");
            assertThat(page.locator("#area-0")).hasValue("5");
            assertThat(page.locator("#name")).hasValue("Mina");
            assertThat(page.locator("#why")).hasValue("Guests of the band");
        }
    }

    @Test
    void tellsAtTheAreaHowManyAreLeft() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1");
            page.locator("#area-0").fill("5");
            operator.forgives("409");
            new BoxOffice(newOperator(), stage)
                    .sells(Map.of("method", "CASH", "areas", List.of(Map.of("area", "Floor", "quantity", 1))))
                    .expect(201);
            operator.presses("#sell");
            assertThat(page.locator("#area-0-fault")).containsText("4");
            assertThat(page.locator("#area-0")).isFocused();
            page.locator("#area-0").fill("4");
            operator.presses("#sell");
            assertThat(page.locator("#done-tickets li")).hasCount(5);
        }
    }

    @Test
    void tellsNewPricesBeforeItSells() {
        try (Visitor operator = operator(OperatorRole.MANAGER, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1");
            refusesTheNextCall(page);
            reprices("Front", 99_000);
            operator.presses("#sell");

            assertThat(page.locator("#sum-fault")).isVisible();
            assertThat(page.locator("#sum")).hasText("₩99,000");
            assertThat(page.locator("#sell")).isFocused();
            operator.findsNoBarriers();
            operator.presses("#sell");
            assertThat(page.locator("#done-title")).containsText("₩99,000");
        }
    }

    /// The first try is done, but its answer gets lost.
    @Test
    void sellsOnceIfAnAnswerIsLost() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#area-0").fill("1");
            losesTheNextAnswer(page);
            operator.presses("#sell");
            assertThat(page.locator("#problem")).isVisible();
            operator.presses("#sell");
            assertThat(page.locator("#done-tickets li")).hasText("Floor, Entry 1₩70,000");
            operator.presses("#next");

            assertThat(page.locator("#area-0-hint")).containsText("Left: 4");
            page.locator("#area-0").fill("1");
            operator.presses("#sell");
            assertThat(page.locator("#done-tickets li")).containsText("Entry 2");
        }
    }

    @Test
    void sellsNothingElseUnderTheKeyOfALostAnswer() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#area-0").fill("1");
            losesTheNextAnswer(page);
            operator.forgives("422");
            operator.presses("#sell");
            assertThat(page.locator("#problem")).isVisible();
            page.locator("#area-0").fill("2");
            operator.presses("#sell");
            assertThat(page.locator("#sum-fault")).containsText("was a sale");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''   | ''   | ''   | ''   | why | seats
            77   | ''   | ''   | ''   | why | seats
            1..50 | 100 | ''   | ''   | why | seats
            1    | 1.5  | ''   | ''   | why | area-0
            1    | ''   | Mina | mina | why | username
            1    | ''   | ''   | ''   | ''  | why
            """)
    void tellsAtTheFieldWhatIsMissing(
            String seats, String places, String name, String username, String why, String field) {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill(seats);
            page.locator("#area-0").fill(places);
            page.locator("#name").fill(name);
            page.locator("#username").fill(username);
            page.locator("#why").fill(why);
            operator.presses("#sell");

            assertThat(page.locator("#" + field + "-fault")).isVisible();
            assertThat(page.locator("#" + field)).isFocused();
        }
    }

    @Test
    void tellsAtTheFieldThatNobodyHasThatName() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1");
            page.locator("#username").fill("nobody-of-this-name");
            operator.forgives("404");
            operator.presses("#sell");

            assertThat(page.locator("#username-fault")).isVisible();
        }
    }

    @Test
    void sellsFreeOfChargeForNothing() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 768)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1..3");
            assertThat(page.locator("#sum")).hasText("₩450,000");
            page.locator("#method-FREE").check();
            assertThat(page.locator("#sum")).hasText("₩0");
            operator.presses("#sell");

            assertThat(page.locator("#done-title")).containsText("₩0");
            Assertions.assertThat(order(page).at("/payment/amountMinor").asLong(-1))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"JPY, '¥300,001'", "KWD, 'KWD\u00a0300.001'", "USD, '$3,000.01'"})
    void showsTheSumInTheCurrencyOfTheConcert(String currency, String sum) {
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock().instant(), 7));
        performance.putAll(PLACES);
        stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "currency",
                        currency,
                        "priceLevels",
                        List.of(
                                Map.of("name", "Front", "amountMinor", 300_000),
                                Map.of("name", "Back", "amountMinor", 1)),
                        "performances",
                        List.of(performance)));
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1 50");
            String shown = page.locator("#sum").textContent();
            Assertions.assertThat(shown).endsWith(sum);
            operator.presses("#sell");
            assertThat(page.locator("#done-title")).containsText(shown);
        }
    }

    @Test
    void theConcertLeadsHereThoseWhoMaySell() {
        String concert = "/office/concerts/" + stage.concertId();
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "en-US", 768)) {
            Page page = operator.goes(concert).page();
            page.locator("#dates a[href$='/sell']").click();
            operator.isAt(address());
        }
        try (Visitor support = operator(OperatorRole.SUPPORT, "en-US", 768)) {
            Page page = support.goes(concert).page();
            assertThat(page.locator("#dates a[href$='/seats']")).isVisible();
            assertThat(page.locator("#dates a[href$='/sell']")).hasCount(0);
        }
        ApiClient support = api().bearer(operators.make(OperatorRole.SUPPORT).accessToken());
        Assertions.assertThat(support.get(address()).status()).isEqualTo(403);
    }

    @Test
    void tellsAtTheSumThatTheDateIsNotSoldAnyMore() {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, "ko-KR", 1440)) {
            Page page = operator.goes(address()).page();
            page.locator("#seats").fill("1");
            stage.operator()
                    .with("Audit-Reason", "ill")
                    .post("/api/v1/operator/concerts/" + stage.concertId() + "/cancellation", Map.of("version", 1))
                    .expect(200);
            operator.forgives("409");
            operator.presses("#sell");

            assertThat(page.locator("#sum-fault")).containsText("취소");
            assertThat(page.locator("#seats")).hasValue("1");
            operator.findsNoBarriers();
        }
    }

    @Test
    void sellsNothingOfACancelledDate() {
        stage.operator()
                .with("Audit-Reason", "ill")
                .post("/api/v1/operator/concerts/" + stage.concertId() + "/cancellation", Map.of("version", 1))
                .expect(200);
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 768)) {
            assertThat(operator.goes(address()).page().locator("#sale")).hasCount(0);
            operator.findsNoBarriers();
        }
    }
}
