package dev.frontrow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// What scripts of other sites may read if the operator allows these sites.
@TestPropertySource(
        properties = {
            "frontrow.web.cors.origins=https://shop.example, http://localhost:3999",
            "frontrow.rate-limits=on",
            "frontrow.rate-limit.sign-in.burst=2"
        })
class CrossOriginTest extends ServerTest {

    private static final String SHOP = "https://shop.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private Stage stage;

    @BeforeEach
    void onSale() {
        // Refills the rate limit that the operator's sign-in has used.
        clock().advance(Duration.ofMinutes(1));
        stage = Stage.open(api(), clock());
        clock().advance(Duration.ofMinutes(1));
    }

    private static Answer isReadable(Answer answer) {
        assertThat(answer.header(ALLOWED))
                .as(answer.status() + " " + answer.headers())
                .isEqualTo(SHOP);
        assertThat(answer.headers().allValues(ALLOWED)).hasSize(1);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After", "ETag", "Location");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        return dependsOnTheOrigin(answer);
    }

    private static Answer dependsOnTheOrigin(Answer answer) {
        assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin");
        return answer;
    }

    private static Answer isNotReadable(Answer answer) {
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        return dependsOnTheOrigin(answer);
    }

    private ApiClient shop() {
        return api().with("Origin", SHOP);
    }

    @Test
    void letsAScriptOfANamedOriginBuyATicket() {
        String concert = "/api/v1/concerts/" + stage.concertId();
        ApiClient buyer = newBuyer().with("Origin", SHOP);
        isReadable(shop().get("/api/v1/concerts")).expect(200);
        Answer status = isReadable(shop().get(concert + "/waiting-room")).expect(200);
        isReadable(shop().with("If-None-Match", status.header("ETag")).get(concert + "/waiting-room"))
                .expect(304);
        Answer joined = isReadable(buyer.post(concert + "/queue-tokens", Map.of()));
        ApiClient inside = buyer.queueToken(joined.body().path("queueToken").asString());
        isReadable(inside.get(concert + "/queue-tokens/current")).expect(200);
        String seats = "/api/v1/performances/" + stage.performanceId() + "/seats";
        Answer list = isReadable(inside.get(seats)).expect(200);
        isReadable(inside.with("If-None-Match", list.header("ETag")).get(seats)).expect(304);

        Answer hold = isReadable(inside.idempotencyKey(UUID.randomUUID().toString())
                        .post("/api/v1/holds", Map.of("performanceId", stage.performanceId(), "seats", List.of("1"))))
                .expect(201);
        isReadable(inside.idempotencyKey(UUID.randomUUID().toString())
                        .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000_000)))
                .expect(201);
        isReadable(inside.idempotencyKey(UUID.randomUUID().toString())
                        .post(
                                "/api/v1/payments",
                                Map.of("holdId", hold.body().path("holdId").asString())))
                .expect(201);
    }

    @Test
    void letsItReadEveryRefusal() throws Exception {
        isReadable(shop().get("/api/v1/nothing")).expect(404);
        isReadable(shop().get("/api/v1/buyers/me/balance")).expect(401);
        isReadable(shop().bearer("x").get("/api/v1/buyers/me/balance")).expect(401);
        isReadable(newBuyer().with("Origin", SHOP).get("/api/v1/operator/probe"))
                .expect(403);
        isReadable(shop().delete("/api/v1/concerts")).expect(405);
        isReadable(shop().raw("POST", "/api/v1/sessions", "{")).expect(400);
        isReadable(shop().raw("POST", "/api/v1/buyers", "{\"x\":\"" + "x".repeat(70_000) + "\"}"))
                .expect(413);
        isReadable(shop().with("Content-Type", "text/plain").raw("POST", "/api/v1/buyers", "x"))
                .expect(415);
        isReadable(newBuyer().with("Origin", SHOP).with("Queue-Token", "x").get("/api/v1/performances/1/seats"))
                .expect(401);
        var nobody = Map.of("username", "nobody-at-all", "password", "wrong password");
        shop().post("/api/v1/sessions", nobody);
        shop().post("/api/v1/sessions", nobody);
        Answer tooMany = isReadable(shop().post("/api/v1/sessions", nobody)).expect(429);
        assertThat(tooMany.header("Retry-After")).isNotEmpty();
    }

    @Test
    void letsItFollowTheStreamOfSeats() throws IOException {
        Fan fan = stage.fan().joinsAndEnters();
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/v1/performances/" + stage.performanceId() + "/seats/stream HTTP/1.1\r\n"
                                    + "Host: x\r\nOrigin: " + SHOP + "\r\nAuthorization: Bearer "
                                    + fan.api().accessToken() + "\r\nQueue-Token: " + fan.queueToken() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertThat(head).contains("200 OK", ALLOWED + ": " + SHOP, "Vary: Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evilshop.example",
                "https://sub.shop.example",
                "https://SHOP.example",
                "https://shop.example/",
                "http://localhost:3998",
                "null",
                "*",
                "x"
            })
    void tellsOthersNothing(String origin) {
        isNotReadable(api().with("Origin", origin).get("/api/v1/concerts")).expect(200);
        isNotReadable(api().with("Origin", origin).get("/api/v1/concerts/" + stage.concertId() + "/waiting-room"))
                .expect(200);
        isNotReadable(api().with("Origin", origin)
                        .with("Access-Control-Request-Method", "POST")
                        .send("OPTIONS", "/api/v1/holds", null))
                .expect(204);
    }

    @Test
    void saysThatAnswersDependOnTheOriginToWhoeverHasNone() {
        isNotReadable(api().get("/api/v1/concerts/" + stage.concertId() + "/waiting-room"));
        isNotReadable(api().get("/api/v1/nothing"));
    }

    @Test
    void keepsPagesToThemselves() {
        assertThat(shop().with("Accept", "text/html").get("/").expect(200).header(ALLOWED))
                .isEmpty();
        assertThat(shop().get("/actuator/health").expect(200).header(ALLOWED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/concerts                        | GET, HEAD, OPTIONS
            /api/v1/concerts/1/waiting-room         | GET, HEAD, OPTIONS
            /api/v1/sessions                        | POST, OPTIONS
            /api/v1/holds                           | POST, OPTIONS
            /api/v1/holds/x                         | GET, HEAD, DELETE, OPTIONS
            /api/v1/payments                        | GET, HEAD, POST, OPTIONS
            /api/v1/performances/1/seats            | GET, HEAD, OPTIONS
            /api/v1/performances/1/seats/stream     | GET, HEAD, OPTIONS
            /api/v1/concerts/1/queue-tokens         | POST, OPTIONS
            /api/v1/concerts/1/queue-tokens/current | GET, HEAD, DELETE, OPTIONS
            /api/v1/operator/concerts               | GET, HEAD, POST, OPTIONS
            /v3/api-docs                            | GET, HEAD, OPTIONS
            """)
    void answersWhatABrowserAsksBeforehand(String path, String methods) {
        Answer answer = isReadable(shop().with("Access-Control-Request-Method", "GET")
                        .with("Access-Control-Request-Headers", "authorization,idempotency-key,queue-token")
                        .send("OPTIONS", path, null))
                .expect(204);

        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo(methods);
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Idempotency-Key", "Queue-Token", "Content-Type", "If-None-Match");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void findsNothingBeforehandWhereThereIsNothing() {
        isReadable(shop().with("Access-Control-Request-Method", "GET").send("OPTIONS", "/api/v1/nothing", null))
                .expect(404);
    }
}
