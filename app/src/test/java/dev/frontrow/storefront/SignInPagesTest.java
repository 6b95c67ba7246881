package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sign-in by cookie, and the attacks that it must not allow.
class SignInPagesTest extends ServerTest {

    private static final Pattern CSRF_FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String BALANCE = "/api/v1/buyers/me/balance";
    private static final String TOP_UPS = "/api/v1/buyers/me/top-ups";

    /// The CSRF cookie and form field of a page, as a browser sends them back.
    private record Form(String cookies, String token) {

        static Form of(Answer page) {
            var field = CSRF_FIELD.matcher(page.text());
            assertThat(field.find()).isTrue();
            return new Form(cookie(page, "frontrow-csrf"), field.group(1));
        }
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.split(";")[0])
                .findFirst()
                .orElse("");
    }

    private ApiClient browser() {
        return api().with("Accept", "text/html");
    }

    private Answer post(String path, String cookies, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser()
                .with("Cookie", cookies)
                .with("Content-Type", "application/x-www-form-urlencoded")
                .raw("POST", path, body);
    }

    private Answer signsUp(String next) {
        Form form = Form.of(browser().get("/sign-up"));
        var fields = Map.of(
                "_csrf",
                form.token(),
                "username",
                "page-" + UUID.randomUUID().toString().substring(0, 12),
                "password",
                ApiClient.PASSWORD,
                "next",
                next);
        return post("/sign-up", form.cookies(), fields);
    }

    private String sessionCookie() {
        return cookie(signsUp("/").expect(302), "frontrow-session");
    }

    @Test
    void keepsTheBrowserSignedInByACookieThatNoScriptReads() {
        Answer signedIn = signsUp("/concerts/7").expect(302);

        assertThat(signedIn.header("Location")).endsWith("/concerts/7");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("frontrow-session="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        api().with("Cookie", cookie(signedIn, "frontrow-session")).get(BALANCE).expect(200);
    }

    @Test
    void changesNothingForACookieWithoutACsrfToken() {
        ApiClient byCookie = api().with("Cookie", sessionCookie())
                .idempotencyKey(UUID.randomUUID().toString());

        byCookie.post(TOP_UPS, Map.of("amountMinor", 1000)).expectProblem(403, "forbidden");

        assertThat(byCookie.get(BALANCE).body().path("balanceMinor").asLong()).isZero();
    }

    @Test
    void takesTheCsrfTokenFromTheHeader() {
        Form form = Form.of(browser().get("/sign-in"));

        api().with("Cookie", sessionCookie() + "; " + form.cookies())
                .with("X-CSRF-Token", form.token())
                .idempotencyKey(UUID.randomUUID().toString())
                .post(TOP_UPS, Map.of("amountMinor", 1000))
                .expect(201);
    }

    @Test
    void asksNoBearerForACsrfToken() {
        newBuyer()
                .with("Cookie", sessionCookie())
                .idempotencyKey(UUID.randomUUID().toString())
                .post(TOP_UPS, Map.of("amountMinor", 1000))
                .expect(201);
    }

    /// Otherwise a request with a bad `Authorization` would fall back to the cookie that the browser adds.
    @Test
    void looksAtNoCookieBesideAnAuthorization() {
        api().with("Cookie", sessionCookie())
                .with("Authorization", "Basic b3BlcmF0b3I6eA==")
                .get(BALANCE)
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void signsNobodyInFromAnotherSite() {
        var fields = Map.of("username", "operator", "password", OPERATOR_PASSWORD);

        Answer refused = post("/sign-in", "", fields).expect(403);

        assertThat(cookie(refused, "frontrow-session")).isEmpty();
        assertThat(refused.text()).contains("Please try once more");
    }

    @Test
    void takesACookieThatIsOverForNobody() {
        String cookie = sessionCookie();
        clock().advance(Duration.ofHours(25));

        browser().with("Cookie", cookie).get("/").expect(200);
        api().with("Cookie", cookie).get(BALANCE).expectProblem(401, "unauthenticated");
        assertThat(browser()
                        .with("Cookie", cookie)
                        .get("/tickets?x=1")
                        .expect(302)
                        .header("Location"))
                .endsWith("/sign-in?next=%2Ftickets%3Fx%3D1");
    }

    @Test
    void signsOut() {
        Form form = Form.of(browser().get("/sign-in"));

        Answer signedOut = post("/sign-out", sessionCookie() + "; " + form.cookies(), Map.of("_csrf", form.token()));

        assertThat(signedOut.expect(302).headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("frontrow-session=;") && cookie.contains("Max-Age=0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/%0d%0aSet-Cookie:x=y\r\n",
                "javascript:alert(1)",
                "/../\t/evil",
            })
    void sendsNobodyElsewhere(String next) {
        String location = signsUp(next).expect(302).header("Location");

        assertThat(location).matches("http://[^/]+/|/");
    }

    @Test
    void saysInThePageWhatIsWrong() {
        Form form = Form.of(browser().get("/sign-up"));
        var fields = Map.of("_csrf", form.token(), "username", "x", "password", "short");

        assertThat(post("/sign-up", form.cookies(), fields).expect(422).text())
                .contains("aria-invalid=\"true\"", "That is too short: use at least 8 characters.")
                .doesNotContain("value=\"short\"");
    }

    @Test
    void keepsPagesOutOfCaches() {
        assertThat(browser().get("/").header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser().get("/nothing").expect(404).header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void speaksTheLanguageThatTheReaderSwitchedTo() {
        Answer switched = browser().get("/language/ko?back=/sign-in").expect(303);

        assertThat(switched.header("Location")).isEqualTo("/sign-in");
        assertThat(browser()
                        .language("en")
                        .with("Cookie", cookie(switched, "frontrow-language"))
                        .get("/sign-in")
                        .text())
                .contains("<html lang=\"ko\">", "로그인");
        assertThat(browser().language("ko").get("/sign-in").text()).contains("<html lang=\"ko\">");
    }
}
