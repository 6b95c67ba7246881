package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Cross-origin scripts in a real browser. It asks the server first, and hides answers that the server does not
/// allow.
class OtherSiteTest extends ServerTest {

    private static final HttpServer NAMED = site();
    private static final HttpServer UNNAMED = site();

    private static final String FETCH = """
            async ([address, method, headers, body, credentials]) => {
              const answer = await fetch(address, { method, headers, body, credentials });
              const header = (name) => answer.headers.get(name) ?? "";
              return { status: answer.status, text: await answer.text(), retryAfter: header("Retry-After"), etag: header("ETag") };
            }""";

    @DynamicPropertySource
    static void origins(DynamicPropertyRegistry settings) {
        settings.add("frontrow.web.cors.origins", () -> origin(NAMED));
    }

    private static HttpServer site() {
        try {
            HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            site.createContext("/", exchange -> {
                byte[] page =
                        "<!DOCTYPE html><title>x</title><link rel=icon href='data:,'>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            site.start();
            return site;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static String origin(HttpServer site) {
        return "http://localhost:" + site.getAddress().getPort();
    }

    @AfterAll
    static void closeSites() {
        NAMED.stop(0);
        UNNAMED.stop(0);
    }

    private Map<?, ?> fetches(
            Page page, String method, String path, Map<String, String> headers, @Nullable String body) {
        return (Map<?, ?>)
                page.evaluate(FETCH, Arrays.asList("http://127.0.0.1:" + port() + path, method, headers, body, "omit"));
    }

    @Test
    void aScriptOfANamedSiteHoldsASeat() {
        Stage stage = Stage.open(api(), clock());
        String bearer = "Bearer " + newAccessToken();
        try (BrowserContext context = Chromium.running().newContext()) {
            Page page = context.newPage();
            page.navigate(origin(NAMED));

            String place = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
            var joined = fetches(page, "POST", place, Map.of("Authorization", bearer), null);
            String token = String.valueOf(joined.get("text")).replaceAll(".*\"queueToken\":\"([^\"]+)\".*", "$1");
            var inside = Map.of(
                    "Authorization",
                    bearer,
                    "Queue-Token",
                    token,
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    "other-site-1");
            var list = fetches(page, "GET", "/api/v1/performances/" + stage.performanceId() + "/seats", inside, null);
            String hold = "{\"performanceId\":" + stage.performanceId() + ",\"seats\":[\"1\"]}";
            var held = fetches(page, "POST", "/api/v1/holds", inside, hold);
            var refused = fetches(page, "GET", "/api/v1/nothing", Map.of(), null);

            assertThat(list.get("status")).isEqualTo(200);
            assertThat(list.get("etag")).asString().isNotEmpty();
            assertThat(held.get("status")).isEqualTo(201);
            assertThat(refused.get("text")).asString().contains("not-found");
        }
    }

    @Test
    void scriptsOfOtherSitesGetNeitherAnswersNorCookies() {
        for (List<String> way : List.of(List.of(origin(UNNAMED), "omit"), List.of(origin(NAMED), "include"))) {
            try (BrowserContext context = Chromium.running().newContext()) {
                Page page = context.newPage();
                page.navigate(way.getFirst());

                Object came = page.evaluate(
                        "async ([address, credentials]) => fetch(address, { credentials, headers: { Authorization: 'Bearer x' } })"
                                + ".then(answer => answer.text(), refused => 'kept from it: ' + refused.name)",
                        List.of("http://127.0.0.1:" + port() + "/api/v1/concerts", way.get(1)));

                assertThat(came).isEqualTo("kept from it: TypeError");
            }
        }
    }
}
