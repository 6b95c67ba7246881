package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long a browser stays signed in, and as which account.
class SessionPagesTest extends ServerTest {

    private static final String SESSION = "frontrow-session";
    private static final String BALANCE = "/api/v1/buyers/me/balance";

    private final String username = "jane-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    private PlainBrowser browser;

    @BeforeEach
    void signUp() {
        browser = new PlainBrowser(api());
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        browser.gets("/sign-in").expect(200);
        browser.posts("/sign-in", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(302);
    }

    @Test
    void aCookieIsWorthNothingAfterSigningOut() {
        String copied = browser.cookie(SESSION);
        api().bearer(copied).get(BALANCE).expect(200);

        browser.posts("/sign-out", Map.of()).expect(302);

        assertThat(browser.cookie(SESSION)).isEmpty();
        api().bearer(copied).get(BALANCE).expectProblem(401, "unauthenticated");
        api().with("Cookie", SESSION + "=" + copied).get(BALANCE).expectProblem(401, "unauthenticated");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void signingOutEndsRenewedCookiesAndThoseBeforeThem() {
        String first = browser.cookie(SESSION);
        clock().advance(Duration.ofHours(2));
        browser.gets("/wallet").expect(200);
        String second = browser.cookie(SESSION);
        assertThat(second).isNotEqualTo(first);

        browser.posts("/sign-out", Map.of()).expect(302);

        for (String copied : new String[] {first, second}) {
            api().bearer(copied).get(BALANCE).expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void activeReaderStaysSignedIn() {
        for (int visit = 0; visit < 6; visit++) {
            clock().advance(Duration.ofHours(22));

            assertThat(isSignedIn()).as("visit %d", visit).isTrue();
        }
    }

    @Test
    void aPageThatOnlyPollsIsActiveToo() {
        var stage = Stage.open(api(), clock());
        String room = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
        String cookie = browser.cookie(SESSION);
        String queueToken = api().bearer(cookie)
                .post(room)
                .expect(201)
                .body()
                .path("queueToken")
                .asString();
        clock().advance(Duration.ofHours(20));

        var polled = api().with("Cookie", SESSION + "=" + cookie)
                .queueToken(queueToken)
                .get(room + "/current")
                .expect(200);

        assertThat(polled.headers().allValues("Set-Cookie"))
                .anyMatch(set -> set.startsWith(SESSION + "=") && !set.contains(cookie));
    }

    @Test
    void cacheableAnswersSetNoCookie() {
        var stage = Stage.open(api(), clock());
        String cookie = SESSION + "=" + browser.cookie(SESSION);
        clock().advance(Duration.ofHours(20));

        for (String path : new String[] {
            "/api/v1/concerts", "/api/v1/concerts/" + stage.concertId() + "/waiting-room", "/assets/x/site.css"
        }) {
            var answer = api().with("Cookie", cookie).get(path);
            assertThat(answer.headers().allValues("Set-Cookie")).as(path).isEmpty();
        }
    }

    @Test
    void aSessionEndsAtLastHoweverMuchItIsUsed() {
        for (int visit = 0; visit < 7; visit++) {
            assertThat(isSignedIn()).as("visit %d", visit).isTrue();
            clock().advance(Duration.ofHours(23));
        }
        assertThat(isSignedIn()).isTrue();

        clock().advance(Duration.ofHours(7));

        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void inactiveReaderIsSignedOut() {
        clock().advance(Duration.ofHours(24));

        assertThat(isSignedIn()).isFalse();
    }

    private boolean isSignedIn() {
        return browser.gets("/wallet").status() == 200;
    }

    @Test
    void pagesSayWhoIsSignedIn() {
        assertThat(browser.gets("/").text()).contains("Signed in as " + username);
        assertThat(api().with("Accept", "text/html").get("/").text()).doesNotContain("Signed in as");
    }
}
