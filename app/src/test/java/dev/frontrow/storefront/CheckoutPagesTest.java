package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.identity.SessionCookies;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checkout keeps value and place, whatever goes wrong, and tops up and pays in one step.
class CheckoutPagesTest extends ServerTest {

    private static final String NOTHING_YET = "₩0";

    private Stage stage;

    @BeforeEach
    void stage() {
        stage = Stage.open(api(), clock());
    }

    private Visitor visitor(boolean scripts) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale("en-US")
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(360, 780));
    }

    /// Comes to the checkout of two seats, for ₩300,000.
    private Fan holds(Visitor visitor) {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1", "2").expect(201);
        visitor.comesWith(fan.accessToken()).goes("/checkout/" + fan.holdId());
        return fan;
    }

    private static Locator amount(Visitor visitor) {
        return visitor.page().locator("#amount");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void badAmountStaysInItsFieldWithTheReason(boolean scripts) {
        try (Visitor visitor = visitor(scripts)) {
            Fan fan = holds(visitor);
            amount(visitor).fill("12,34 won");

            visitor.pressesMain();

            assertThat(visitor.page().locator("#amount-fault")).containsText("We cannot read that amount.");
            assertThat(amount(visitor)).hasValue("12,34 won");
            assertThat(amount(visitor)).hasAttribute("aria-invalid", "true");
            assertThat(amount(visitor)).hasAttribute("aria-describedby", Pattern.compile("amount-fault"));
            visitor.reads("Seat 1").reads("Seat 2").sees("#paybar").forgives("422");
            Assertions.assertThat(fan.balance()).isZero();

            amount(visitor).fill("300,000");
            visitor.pressesMain().isAt("/orders/.+");
            Assertions.assertThat(fan.balance()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tooSmallTopUpSaysWhatIsStillMissingAndKeepsTheSeats(boolean scripts) {
        try (Visitor visitor = visitor(scripts)) {
            Fan fan = holds(visitor);
            amount(visitor).fill("125,000");

            visitor.pressesMain().reads("Topped up. ₩175,000 still missing.");

            assertThat(visitor.page().locator("main")).not().containsText("You can pay now.");
            Assertions.assertThat(fan.balance()).isEqualTo(125_000);
            Assertions.assertThat(fan.seatStatus("1")).isEqualTo("HELD");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void topsUpAndPaysInOneStepOnceHoweverOftenItIsPressed(boolean scripts) {
        try (Visitor visitor = visitor(scripts)) {
            Fan fan = holds(visitor);
            amount(visitor).fill("310,000");

            visitor.page().locator("#paybar button").dblclick();

            visitor.isAt("/orders/.+");
            assertThat(visitor.page().locator(".swipe__one")).hasCount(2);
            Assertions.assertThat(fan.balance()).isEqualTo(10_000);
            visitor.goes("/wallet");
            assertThat(visitor.page().locator(".table tbody tr")).hasCount(2);
        }
    }

    @Test
    void sameFormSentAgainTopsUpOnceAndLeadsToTheSameOrder() {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1").expect(201);
        var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, fan.accessToken());
        browser.gets("/checkout/" + fan.holdId()).expect(200);
        var fields = Map.of(
                "amount", "200,000", "currency", "KRW", "key", UUID.randomUUID().toString());

        String first = pays(browser, fan, fields).expect(302).header("Location");
        String second = pays(browser, fan, fields).expect(302).header("Location");

        Assertions.assertThat(first).matches("/orders/[0-9a-f-]{36}\\?paid");
        Assertions.assertThat(second).isIn(first, "/checkout/" + fan.holdId());
        Assertions.assertThat(fan.balance()).isEqualTo(50_000);
    }

    @Test
    void tabsThatShowTheSameBalanceTopUpOnceForOnePayment() throws Exception {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1", "2").expect(201);
        List<PlainBrowser> tabs = new ArrayList<>();
        List<Map<String, String>> forms = new ArrayList<>();
        for (int tab = 0; tab < 6; tab++) {
            var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, fan.accessToken());
            String key = key(browser.gets("/checkout/" + fan.holdId()));
            tabs.add(browser);
            forms.add(Map.of("amount", "300,000", "currency", "KRW", "key", key));
        }

        try (ExecutorService presses = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int tab = 0; tab < tabs.size(); tab++) {
                int own = tab;
                presses.execute(() -> pays(tabs.get(own), fan, forms.get(own)));
            }
        }

        Assertions.assertThat(tabs.getFirst().gets("/orders").text()).containsOnlyOnce("₩300,000");
        Assertions.assertThat(fan.balance()).isZero();
    }

    @Test
    void staleTabIsShownWhatIsMissingNowAndMovesNoMoney() {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1", "2").expect(201);
        var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, fan.accessToken());
        String stale = key(browser.gets("/checkout/" + fan.holdId()));
        pays(browser, fan, Map.of("amount", "125,000", "currency", "KRW", "key", stale))
                .expect(302);

        Answer again = pays(browser, fan, Map.of("amount", "300,000", "currency", "KRW", "key", stale));

        Assertions.assertThat(again.expect(302).header("Location")).endsWith("/checkout/" + fan.holdId());
        Assertions.assertThat(fan.balance()).isEqualTo(125_000);
        String fresh = key(browser.gets("/checkout/" + fan.holdId()));
        Assertions.assertThat(fresh).isNotEqualTo(stale);
        pays(browser, fan, Map.of("amount", "175,000", "currency", "KRW", "key", fresh))
                .expect(302);
        Assertions.assertThat(fan.balance()).isZero();
    }

    private static String key(Answer page) {
        var field = Pattern.compile("name=\"key\" value=\"([^\"]+)\"").matcher(page.text());
        Assertions.assertThat(field.find()).isTrue();
        return field.group(1);
    }

    @ParameterizedTest
    @CsvSource({"true, 'Topped up, but the payment was not completed.'", "false, 'The payment was not completed.'"})
    void paymentWithoutAnAnswerIsLookedUpAndNeverCalledFailed(boolean withTopUp, String words) throws SQLException {
        try (Visitor visitor = visitor(false)) {
            Fan fan = holds(visitor);
            if (!withTopUp) {
                visitor.topsUpOnly();
            }
            try (Connection lock = lock("payment.payment")) {
                visitor.pressesMain().reads("We are looking up your payment").reads("You will not be charged twice");
                lock.rollback();
            }
            visitor.pressesMain().reads(words);
            Assertions.assertThat(fan.seatStatus("1")).isEqualTo("HELD");

            visitor.pressesMain().isAt("/orders/.+").forgives("503");
            assertThat(visitor.page().locator(".swipe__one")).hasCount(2);
        }
    }

    /// Keeps everybody else away from a table.
    private Connection lock(String table) throws SQLException {
        DatabaseLogin owner = ownerLogin();
        Connection connection = DriverManager.getConnection(owner.url(), owner.username(), owner.password());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return connection;
    }

    private static Answer pays(PlainBrowser browser, Fan fan, Map<String, String> fields) {
        return browser.posts("/checkout/" + fan.holdId() + "/pay", fields);
    }

    @Test
    void noMoneyMovesForSeatsThatAreGone() {
        try (Visitor visitor = visitor(false)) {
            Fan fan = holds(visitor);
            clock().advance(Duration.ofMinutes(6));

            visitor.pressesMain().reads("Your time for these seats ended");

            Assertions.assertThat(fan.balance()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/checkout/HOLD/pay, /checkout/HOLD",
        "/checkout/HOLD/extension, /checkout/HOLD",
        "/checkout/HOLD/release, /checkout/HOLD",
        "/wallet/top-ups, /wallet",
        "/account/password, /account",
        "/concerts/CONCERT/waiting-room/leave, /concerts/CONCERT/waiting-room",
        "/sign-out, /"
    })
    void addressOfAFormLeadsToItsPage(String form, String page) {
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1").expect(201);
        var browser = new PlainBrowser(api(), "en").with(SessionCookies.NAME, fan.accessToken());

        Answer answer = browser.gets(filled(form, fan)).expect(302);

        Assertions.assertThat(answer.header("Location")).isEqualTo(filled(page, fan));
        Assertions.assertThat(fan.seatStatus("1")).isEqualTo("HELD");
    }

    private String filled(String path, Fan fan) {
        return path.replace("HOLD", fan.holdId()).replace("CONCERT", String.valueOf(stage.concertId()));
    }

    @Test
    void reloadAfterABadAmountShowsTheCheckout() {
        try (Visitor visitor = visitor(true)) {
            holds(visitor);
            amount(visitor).fill("x");
            visitor.pressesMain().sees("#amount-fault").forgives("422");

            visitor.page().reload();

            visitor.isAt("/checkout/.*").sees("#amount");
            assertThat(visitor.page().locator("#amount-fault")).hasCount(0);
        }
    }

    @Test
    void barOnAPhoneHasTimeTotalAndOneButton() {
        try (Visitor visitor = visitor(true)) {
            holds(visitor);

            assertThat(visitor.page().locator("#paybar-clock")).hasText(Pattern.compile("[45]:\\d\\d"));
            assertThat(visitor.page().locator("#paybar")).containsText("₩300,000");
            assertThat(visitor.page().locator("#paybar button")).hasCount(1);
            assertThat(visitor.page().locator("#paybar button")).isInViewport();
            visitor.findsNoBarriersByDayOrNight();
            Assertions.assertThat(visitor.page().locator("main").textContent()).contains(NOTHING_YET);
        }
    }
}
