package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.address.FormPage;
import dev.frontrow.identity.SessionCookies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A page that refuses shows the exact reason and how to go on.
class RightReasonTest extends ServerTest {

    private static final String HOLD = "/checkout/0199d6a0-1111-7222-8333-444455556666";

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private PlainBrowser signedIn() {
        var browser = new PlainBrowser(api()).with(SessionCookies.NAME, newAccessToken());
        browser.gets("/wallet").expect(200);
        return browser;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /performances/9/seats          | part=1&seats=A-1&seats=1,2&x=y | /performances/9/seats?part=1&seats=A-1&seats=1%2C2
            /performances/9/seats          |                                | /performances/9/seats
            /checkout/ID/pay               |                                | /checkout/ID
            /checkout/ID/extension         |                                | /checkout/ID
            /checkout/ID/release           |                                | /checkout/ID
            /wallet/top-ups                | amount=1                       | /wallet
            /wallet/top-ups                | back=/checkout/ID              | /checkout/ID
            /wallet/top-ups                | back=/.//evil.example          | /wallet
            /concerts/7/waiting-room       | accessCode=x                   | /concerts/7/waiting-room
            /concerts/7/waiting-room/leave |                                | /concerts/7/waiting-room
            """)
    void formAfterTheSessionsEndSaysSoAndLeadsBackToItsPage(String path, String fields, String page) {
        String[] sent = fields == null
                ? new String[0]
                : fields.replace("/checkout/ID", HOLD).split("[=&]");
        String wanted = "/sign-in?next=" + encoded(page.replace("/checkout/ID", HOLD)) + "&ended";

        // The remaining cookies: only the CSRF cookie, or none.
        for (String gone : List.of(SessionCookies.NAME, "")) {
            Answer refused = signedIn().forgets(gone).sends(path.replace("/checkout/ID", HOLD), sent);

            assertThat(refused.expect(302).header("Location"))
                    .as("without " + gone)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void signInSaysThatTheSessionHasEndedAndOnlyThen() {
        assertThat(new PlainBrowser(api(), "en")
                        .gets("/sign-in?next=/tickets&ended")
                        .text())
                .contains("Your session has ended.", "name=\"next\" value=\"/tickets\"");
        assertThat(new PlainBrowser(api(), "ko")
                        .gets("/sign-in?next=/tickets&ended")
                        .text())
                .contains("로그인이 끝났어요.");
        assertThat(new PlainBrowser(api()).gets("/sign-in?next=/tickets").text())
                .doesNotContain("session has ended");
        // A browser with the cookie of an ended session.
        assertThat(new PlainBrowser(api())
                        .with(SessionCookies.NAME, "over")
                        .gets("/sign-in?next=/tickets")
                        .text())
                .contains("Your session has ended.");
    }

    @Test
    void formWithoutCookiesSaysThatTheyAreNeeded() {
        for (String path : List.of("/sign-in", "/sign-up")) {
            var browser = new PlainBrowser(api(), "en");
            browser.gets(path);
            Answer refused = browser.forgets("").posts(path, Map.of("username", "x", "next", "/concerts/7"));

            assertThat(refused.expect(403).text())
                    .contains("cookies allowed", "Your browser sent no cookies.", path + "?next=%2Fconcerts%2F7")
                    .doesNotContain("open for a long time");
            assertThat(new PlainBrowser(api(), "ko")
                            .posts(path, Map.of())
                            .expect(403)
                            .text())
                    .contains("쿠키를 허용하고");
        }
    }

    @Test
    void staleFormSaysSoAndLeadsBackToItsPage() {
        PlainBrowser browser = signedIn();

        assertThat(browser.posts(HOLD + "/pay", Map.of("_csrf", "x"))
                        .expect(403)
                        .text())
                .contains("Please try once more", "open for a long time", "href=\"" + HOLD + "\"")
                .doesNotContain("no cookies", "session has ended");
        assertThat(browser.forgets("frontrow-csrf")
                        .posts("/wallet/top-ups", Map.of("back", HOLD))
                        .expect(403)
                        .text())
                .contains("open for a long time", "href=\"" + HOLD + "\"");
    }

    /// Browsers withhold cookies from cross-site forms; the owner has not switched them off.
    @Test
    void blamesNoCookiesForAFormOfAnotherSite() {
        String form = "username=operator";
        Answer refused = api().with("Accept", "text/html")
                .with("Sec-Fetch-Site", "cross-site")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .raw("POST", "/sign-in", form);

        assertThat(refused.expect(403).text()).contains("Please try once more").doesNotContain("no cookies");
    }

    @Test
    void signOutWithoutASessionSucceeds() {
        assertThat(signedIn()
                        .forgets("")
                        .posts("/sign-out", Map.of())
                        .expect(302)
                        .header("Location"))
                .isEqualTo("/");
    }

    @Test
    void placeOfAnotherAccountIsNamedAsTheReason() {
        Stage stage = Stage.open(api(), clock());
        Fan other = stage.fan().joinsAndEnters();
        String concert = "/concerts/" + stage.concertId();
        PlainBrowser browser = signedIn().with("frontrow-place-" + stage.concertId(), other.queueToken());

        Answer refused = browser.gets(concert + "/waiting-room").expect(302);

        assertThat(refused.header("Location")).isEqualTo(concert + "?ofAnother");
        assertThat(browser.gets(refused.header("Location")).text()).contains("belongs to another account");
        assertThat(signedIn().gets(concert + "/waiting-room").expect(302).header("Location"))
                .isEqualTo(concert);
    }

    @Test
    void extensionAfterTheTurnSaysThatItHasEnded() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        clock().advance(Duration.ofMinutes(9));
        fan.holds("1").expect(201);
        clock().advance(Duration.ofMinutes(2));
        var browser = new PlainBrowser(api(), "en")
                .with(SessionCookies.NAME, fan.api().accessToken());
        browser.gets("/wallet");

        Answer refused = browser.posts("/checkout/" + fan.holdId() + "/extension", Map.of());

        assertThat(refused.expect(403).text()).contains("Your turn has ended").doesNotContain("could not read");
    }

    @Test
    void changedFormThatWasSentBeforeSaysSo() {
        PlainBrowser browser = signedIn();
        String key = UUID.randomUUID().toString();
        browser.posts("/wallet/top-ups", Map.of("amount", "1000", "currency", "KRW", "key", key, "back", "/wallet"))
                .expect(302);

        Answer refused = browser.posts(
                "/wallet/top-ups", Map.of("amount", "2000", "currency", "KRW", "key", key, "back", "/wallet"));

        assertThat(refused.expect(422).text()).contains("This form was sent before", "href=\"/wallet\"");
    }

    /// Otherwise a form that is added later would have no page to go back to.
    @Test
    void everyFormHasAPageToGoBackTo() {
        Set<String> read = paths(RequestMethod.GET);

        for (String form : paths(RequestMethod.POST)) {
            var request = new MockHttpServletRequest("POST", form.replaceAll("\\{\\w+}", "7"));
            String page = FormPage.of(request).path();

            assertThat(read.stream().map(path -> path.replaceAll("\\{\\w+}", "7")))
                    .as(form)
                    .contains(page);
        }
    }

    private Set<String> paths(RequestMethod method) {
        Set<String> paths = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, _) -> {
            if (mapping.getMethodsCondition().getMethods().contains(method)) {
                mapping.getPatternValues().stream()
                        .filter(path -> !path.startsWith("/api/"))
                        .forEach(paths::add);
            }
        });
        assertThat(paths).hasSizeGreaterThan(5);
        return paths;
    }
}
