package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/// The rate limits in front of the real endpoints.
@TestPropertySource(properties = {"frontrow.rate-limits=on", "frontrow.rate-limit.sign-in.burst=2"})
class RateLimitedServerTest extends ServerTest {

    private static final String NOBODY = "{\"username\":\"nobody-at-all\",\"password\":\"x\"}";

    /// Spellings of the sign-in's path, equivalent ones and attempts.
    private static final List<String> SPELLINGS = List.of(
            "/api/v1/sessions",
            "/api/v1/%73essions",
            "/api/v1/%73%65%73%73%69%6f%6e%73",
            "/%61pi/v1/sessions",
            "/api/v1/sessions?x=1",
            "/api/v1/sessions/",
            "/api/v1/sessions//",
            "//api/v1/sessions",
            "/api//v1/sessions",
            "/api/v1/./sessions",
            "/api/v1/x/../sessions",
            "/api/v1/%2e/sessions",
            "/api/v1/x/%2e%2e/sessions",
            "/api/v1/sessions;x=1",
            "/api;x=1/v1/sessions",
            "/api/v1;/sessions",
            "/api/v1/sessions%3bx=1",
            "/api/v1%2fsessions",
            "/api/v1/sessions%2f",
            "/api/v1/SESSIONS",
            "/API/v1/sessions",
            "/api/v1/sessions.json",
            "/api/v1/sessions%20",
            "/api/v1/sessions%00",
            "/api/v1/sessions%0a",
            "/api/v1/%2573essions",
            "/api/v1/%zz",
            "/api/v1/sessions%",
            "/api/v1/\\sessions",
            "/api\\v1\\sessions",
            "/api/v1/sessions#x",
            "http://127.0.0.1/api/v1/sessions");

    @BeforeEach
    void rest() {
        clock().advance(Duration.ofMinutes(1));
    }

    @Test
    void limitsEachCallByItsRealAddress() {
        for (int i = 0; i < 2; i++) {
            api().raw("POST", "/api/v1/sessions", NOBODY).expectProblem(401, "credentials-wrong");
        }
        api().raw("POST", "/api/v1/sessions", NOBODY).expectProblem(429, "too-many-requests");

        for (int i = 0; i < 120; i++) {
            api().raw("POST", "/api/v1/buyers", "{}").expectProblem(400, "request-invalid");
        }
        api().raw("POST", "/api/v1/buyers", "{}").expectProblem(429, "too-many-requests");

        ApiClient buyer = newBuyer();
        for (int i = 0; i < 240; i++) {
            buyer.post("/api/v1/concerts/987654321/queue-tokens").expectProblem(404, "concert-unknown");
        }
        buyer.post("/api/v1/concerts/987654321/queue-tokens").expectProblem(429, "too-many-requests");

        buyer.get("/api/v1/concerts").expect(200);
        api().get("/actuator/health").expect(200);
    }

    /// Each of these calls costs a hash. Without the limit, an attacker with one account could keep everybody
    /// else from signing in.
    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/buyers/me/password",
        "PUT, /api/v1/buyers/me/recovery-address",
        "POST, /account/password",
        "POST, /account/recovery-address"
    })
    void changesOfAnAccountCountAsSignIns(String method, String path) {
        ApiClient buyer = newBuyer();
        String body = "{\"currentPassword\":\"x\",\"newPassword\":\"y\"}";
        for (int i = 0; i < 2; i++) {
            assertThat(buyer.raw(method, path, body).status()).isIn(400, 422);
        }

        buyer.raw(method, path, body).expectProblem(429, "too-many-requests");
        api().raw("POST", "/api/v1/sessions", NOBODY).expectProblem(429, "too-many-requests");
    }

    /// Counts once if a fast path answers, and if it leaves the request to the controller.
    @Test
    void countsEachRequestOnce() {
        Stage stage = Stage.open(api(), clock());
        String status = "/api/v1/concerts/" + stage.concertId() + "/waiting-room";
        ApiClient buyer = newBuyer();
        clock().advance(Duration.ofMinutes(1));
        for (int i = 0; i < 1_000; i++) {
            api().get(status).expect(200);
            buyer.get("/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current")
                    .expectProblem(401, "queue-token-invalid");
        }
        api().get(status).expectProblem(429, "too-many-requests");
    }

    @Test
    void noSpellingLeadsAroundALimit() throws IOException {
        for (String spelling : SPELLINGS) {
            clock().advance(Duration.ofMinutes(1));
            int first = signIn(spelling);
            signIn(spelling);
            int third = signIn(spelling);

            // Either the call counts as a sign-in, or it is none. The third password is never checked.
            assertThat(first).as(spelling).isIn(400, 401, 404);
            assertThat(third).as(spelling).isIn(first == 401 ? Set.of(429) : Set.of(first, 429));
        }
        clock().advance(Duration.ofMinutes(1));
        assertThat(signIn("/api/v1/%73essions")).isEqualTo(401);
    }

    @Test
    void aPasswordIsTriedNoMoreOftenUnderAnotherForwardedAddress() {
        for (int i = 0; i < 2; i++) {
            api().with("X-Forwarded-For", "198.51.100." + i)
                    .raw("POST", "/api/v1/sessions", NOBODY)
                    .expect(401);
        }

        api().with("X-Forwarded-For", "198.51.100.9")
                .post("/api/v1/sessions", Map.of("username", "operator", "password", OPERATOR_PASSWORD))
                .expectProblem(429, "too-many-requests");
    }

    /// Over a bare socket: the JDK's client would tidy the address up.
    private int signIn(String target) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            String request =
                    "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                            .formatted(target, NOBODY.length(), NOBODY);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
