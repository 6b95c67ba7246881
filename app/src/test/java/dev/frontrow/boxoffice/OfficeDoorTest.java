package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.storefront.PlainBrowser;
import dev.frontrow.storefront.Visitor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets into the box office, and how those who do not are told.
class OfficeDoorTest extends ServerTest {

    private static final String SESSION = "frontrow-session";
    private static final String CONCERTS = "/office/concerts";

    private PlainBrowser browser() {
        return new PlainBrowser(api(), "en");
    }

    private PlainBrowser operator() {
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);
        browser.posts("/office/sign-in", Map.of("username", "operator", "password", OPERATOR_PASSWORD))
                .expect(302);
        return browser;
    }

    private static String location(ApiClient.Answer answer) {
        return answer.expect(302).headers().firstValue("Location").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONCERTS, "/office", "/office/signed-in"})
    void sendsStrangersToTheSignInAndBack(String page) {
        assertThat(location(browser().gets(page))).isEqualTo("/office/sign-in?next=" + page.replace("/", "%2F"));
    }

    @Test
    void leadsBackToThePageThatWasAskedFor() {
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);

        var signedIn = browser.posts(
                "/office/sign-in",
                Map.of("username", "operator", "password", OPERATOR_PASSWORD, "next", "/office/concerts?after=3"));

        assertThat(location(signedIn)).isEqualTo("/office/concerts?after=3");
        browser.gets(CONCERTS).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wallet", "//evil.example", "https://evil.example/office/concerts", "/office/../wallet"})
    void leadsNowhereElse(String next) {
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);

        var signedIn = browser.posts(
                "/office/sign-in", Map.of("username", "operator", "password", OPERATOR_PASSWORD, "next", next));

        assertThat(location(signedIn)).isEqualTo(CONCERTS);
    }

    @Test
    void tellsBuyersThatTheirAccountCannotRunASale() {
        String username = "fan-" + UUID.randomUUID().toString().substring(0, 12);
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);

        var refused = browser.posts("/office/sign-in", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(403);

        assertThat(refused.text()).contains("it cannot run a sale");
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void sendsSignedInBuyersToASignInThatSaysWhy() {
        var browser = browser().with(SESSION, newAccessToken());

        String signIn = location(browser.gets(CONCERTS));

        assertThat(signIn).isEqualTo("/office/sign-in?next=%2Foffice%2Fconcerts");
        assertThat(browser.gets(signIn).expect(200).text()).contains("it cannot run a sale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator|wrong", "nobody|wrong"})
    void doesNotSayWhetherTheNameOrThePasswordIsWrong(String typed) {
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);
        String[] parts = typed.split("\\|");

        var refused = browser.posts("/office/sign-in", Map.of("username", parts[0], "password", parts[1]))
                .expect(422);

        assertThat(refused.text()).contains("The username or the password is wrong.");
    }

    @Test
    void asksForWhatIsMissing() {
        var browser = browser();
        browser.gets("/office/sign-in").expect(200);

        assertThat(browser.posts("/office/sign-in", Map.of("username", "operator"))
                        .expect(422)
                        .text())
                .contains("Please type your username and your password.");
    }

    @Test
    void refusesASignInFromAnotherSite() {
        browser()
                .posts("/office/sign-in", Map.of("username", "operator", "password", OPERATOR_PASSWORD))
                .expect(403);
    }

    @Test
    void letsNobodyInAfterTheSignOut() {
        var operator = operator();
        String copied = operator.cookie(SESSION);
        operator.gets(CONCERTS).expect(200);

        assertThat(location(operator.posts("/office/sign-out", Map.of()))).isEqualTo("/office/sign-in");

        assertThat(location(browser().with(SESSION, copied).gets(CONCERTS))).startsWith("/office/sign-in");
    }

    @Test
    void knowsNoOtherPages() {
        operator().gets("/office/none").expect(404);
        browser().gets("/office/none").expect(404);
    }

    @Test
    void listsOnlyPartsThatHaveAPage() {
        String page = operator().gets(CONCERTS).expect(200).text();

        assertThat(page).contains("href=\"/office/concerts\" aria-current=\"page\">Concerts</a>");
        assertThat(page).doesNotContain("href=\"/office/none\"");
    }

    @ParameterizedTest
    @CsvSource({"night, night", "report, reports", "'', concerts"})
    void marksThePartThatAConcertsPageBelongsTo(String page, String part) {
        String path = CONCERTS + "/" + Stage.open(api(), clock()).concertId() + (page.isEmpty() ? "" : "/" + page);

        assertThat(operator().gets(path).expect(200).text())
                .containsOnlyOnce("aria-current")
                .contains("href=\"/office/" + part + "\" aria-current=\"page\"");
    }

    @Test
    void fansLoadNothingOfTheOffice() {
        String sheet = sheet(browser().gets("/").text(), "pages.css");

        assertThat(browser().gets(sheet).expect(200).text()).doesNotContain(".office-head");
    }

    @Test
    void operatorsLoadTheirSheetAsWell() {
        String sheet = sheet(operator().gets(CONCERTS).text(), "office.css");

        assertThat(browser().gets(sheet).expect(200).text()).contains(".office-head");
    }

    private static String sheet(String page, String name) {
        int end = page.indexOf(name) + name.length();
        return page.substring(page.lastIndexOf('"', end - 1) + 1, end);
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1440})
    void hasNoBarriers(int width) {
        try (var visitor =
                new Visitor(port(), new NewContextOptions().setLocale("ko").setViewportSize(width, 1000))) {
            visitor.goes("/office/sign-in").findsNoBarriersByDayOrNight();
            visitor.page().locator("#username").fill("operator");
            visitor.page().locator("#password").fill(OPERATOR_PASSWORD);
            visitor.pressesMain().isAt(CONCERTS).findsNoBarriersByDayOrNight();
        }
    }

    /// The other tab signs in, and the call that was refused is made again.
    @Test
    void losesNothingWhenTheSessionEnds() {
        try (var visitor = new Visitor(port(), new NewContextOptions().setLocale("en"))) {
            visitor.comesWith(operator().cookie(SESSION)).goes(CONCERTS);
            visitor.forgives("401");
            visitor.page().context().clearCookies(new ClearCookiesOptions().setName(SESSION));
            visitor.page().evaluate("""
                    async () => {
                        const sheet = document.querySelector('link[href*="/office.css"]').href;
                        const { call } = await import(sheet.replace("office.css", "office/call.js"));
                        window.answered = call("GET", "/api/v1/operator/nodes");
                        window.answered.catch(() => {});
                    }""");
            visitor.sees("#session-dialog").findsNoBarriers();
            var tab = visitor.page().context().waitForPage(() -> visitor.presses("#session-sign-in"));
            tab.locator("#username").fill("operator");
            tab.locator("#password").fill(OPERATOR_PASSWORD);
            tab.locator("main .button--primary").click();

            PlaywrightAssertions.assertThat(visitor.page().locator("#session-dialog"))
                    .isHidden();
            assertThat(visitor.page().evaluate("async () => Object.keys(await window.answered).length > 0"))
                    .isEqualTo(true);
        }
    }
}
