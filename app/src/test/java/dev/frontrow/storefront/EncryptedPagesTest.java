package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Over HTTPS, as reported by a proxy, cookies are bound to this host.
@TestPropertySource(properties = "server.forward-headers-strategy=native")
class EncryptedPagesTest extends ServerTest {

    private static final String BALANCE = "/api/v1/buyers/me/balance";

    private final String username = "safe-" + UUID.randomUUID().toString().substring(0, 12);
    private PlainBrowser browser;
    private ApiClient.Answer signedIn;

    @BeforeEach
    void signIn() {
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        browser = new PlainBrowser(encrypted());
        browser.gets("/sign-in").expect(200);
        signedIn = browser.posts("/sign-in", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(302);
    }

    private ApiClient encrypted() {
        return api().with("X-Forwarded-Proto", "https");
    }

    @Test
    void everyCookieThatDecidesSomethingIsBoundToTheHost() {
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.startsWith("__Host-frontrow-"))
                .allMatch(cookie -> cookie.contains("; Secure"))
                .allMatch(cookie -> cookie.contains("Path=/;") || cookie.endsWith("Path=/"))
                .noneMatch(cookie -> cookie.contains("Domain"));
        assertThat(browser.gets("/wallet").expect(200).text()).contains("Signed in as " + username);
        browser.posts("/sign-out", Map.of()).expect(302);
        assertThat(browser.gets("/wallet").status()).isEqualTo(302);
    }

    @Test
    void cookiesThatOthersCouldPlantAreNotRead() {
        String token = browser.cookie("__Host-frontrow-session");

        encrypted()
                .with("Cookie", "__Host-frontrow-session=" + token)
                .get(BALANCE)
                .expect(200);
        encrypted().with("Cookie", "frontrow-session=" + token).get(BALANCE).expectProblem(401, "unauthenticated");
        api().with("Cookie", "__Host-frontrow-session=" + token).get(BALANCE).expectProblem(401, "unauthenticated");
    }

    @Test
    void theFastPathsReadTheSameCookie() {
        var stage = Stage.open(api(), clock());
        String token = browser.cookie("__Host-frontrow-session");
        String room = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
        String queueToken = encrypted()
                .bearer(token)
                .post(room)
                .expect(201)
                .body()
                .path("queueToken")
                .asString();
        ApiClient poll = encrypted().queueToken(queueToken);

        poll.with("Cookie", "__Host-frontrow-session=" + token)
                .get(room + "/current")
                .expect(200);
        poll.with("Cookie", "frontrow-session=" + token).get(room + "/current").expectProblem(401, "unauthenticated");
    }
}
