package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks that cost nothing but waiting, against a server as it really runs. During each of them the server lives,
/// polls are answered, and whoever comes from elsewhere is served or refused; and each ends by itself, though the
/// attacker never hangs up. Slow clients have two seconds here instead of ten. Whoever waits for half a minute in vain
/// sees what used to happen.
class FloodTest {

    private static final String ATTACKER = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Duration GONE_WITHIN = Duration.ofSeconds(60);

    private static final String SIGN_IN = """
            POST /api/v1/sessions HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            %s""";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static final int BUYERS = 1_000;

    private static ServerProcess server;
    private static Stage stage;
    private static List<String> accessTokens;
    private static String queueToken;

    @BeforeAll
    static void starts() throws IOException {
        server = ServerProcess.start(
                List.of("-cp", System.getProperty("java.class.path"), "dev.frontrow.FrontrowApplication"),
                folder.resolve("data"),
                Map.of(
                        // A machine that is busy with the build must not make a sign-in fail.
                        "FRONTROW_IDENTITY_HASHING_WAIT_MAX", "PT1M",
                        "FRONTROW_SEATS_PER_BUYER_MAX", "50",
                        "FRONTROW_WEB_SLOW_HEAD_TIME_MAX", "PT2S",
                        "FRONTROW_WEB_SLOW_BODY_TIME_MAX", "PT2S",
                        "FRONTROW_WEB_SLOW_ANSWER_TIME_MAX", "PT2S"));
        stage = Stage.ofSeats(server.api(), new TestClock(Instant.now()), 5_000);
    }

    @BeforeAll
    static void buyersComeAndOneOfThemIsAdmitted() throws IOException {
        accessTokens = server.accessTokens(BUYERS);
        var buyer = server.api().bearer(accessTokens.getFirst());
        queueToken = buyer.post(room() + "/queue-tokens")
                .expect(201)
                .body()
                .path("queueToken")
                .asString();
        await().atMost(GONE_WITHIN)
                .until(() -> buyer.queueToken(queueToken)
                        .get(room() + "/queue-tokens/current")
                        .body()
                        .path("state")
                        .asString()
                        .equals("ADMITTED"));
    }

    @AfterAll
    static void stops() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void bodiesThatNeverComeKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send(SIGN_IN.formatted(300, "{"))) {
            othersAreServed();

            await().atMost(GONE_WITHIN).until(() -> flood.read().gone() == connections);
            assertThat(flood.statuses()).containsOnlyKeys(408);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void headsThatNeverEndKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send("GET / HTTP/1.1\r\nX-Slow: ")) {
            othersAreServed();

            await().atMost(GONE_WITHIN).until(() -> flood.send("x").read().gone() == connections);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void answersThatNobodyReadsKeepNobodyWaiting(int connections) throws IOException {
        String wanted = "/api/v1/performances/" + stage.performanceId() + "/seat-plan";
        int answer = server.api().get(wanted).expect(200).bytes().length;
        int repeats = 100;
        try (var flood = attack(connections)
                .send("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .formatted(wanted)
                        .repeat(repeats))) {
            othersAreServed();

            await().atMost(GONE_WITHIN).until(() -> flood.send("x").gone() == connections);
            assertThat(flood.read().bytesRead()).isLessThan((long) connections * repeats * answer / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void signInsInTheQueueKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send(line -> signIn("nobody-" + line))) {
            othersAreServed();
            // One address never has all places in the queue.
            await().atMost(GONE_WITHIN)
                    .until(() -> exchange(OTHER, signIn("somebody-else")).startsWith("HTTP/1.1 401"));

            await().atMost(GONE_WITHIN).until(() -> !flood.read().statuses().containsKey(0));
            assertThat(flood.statuses()).containsKey(503);
            assertThat(Set.of(401, 429, 503)).containsAll(flood.statuses().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void signedInCallersThatWaitForASilentDatabaseKeepNobodyWaiting(int connections) throws Exception {
        try (var flood = attack(connections)) {
            server.signalBackends("STOP");
            try {
                flood.send(FloodTest::topUp);
                livesAndPolls();
                // The first process of the database may make new ones, which answer.
                assertThat(exchange(OTHER, hold())).matches("HTTP/1.1 (201|503)");

                await().atMost(GONE_WITHIN).until(() -> !flood.read().statuses().containsKey(0));
                assertThat(Set.of(201, 429, 503)).containsAll(flood.statuses().keySet());
            } finally {
                server.signalBackends("CONT");
            }
        }
        await().atMost(GONE_WITHIN).until(() -> exchange(OTHER, hold()).startsWith("HTTP/1.1 201"));
    }

    private static String signIn(String username) {
        String body = "{\"username\":\"%s\",\"password\":\"not the password\"}".formatted(username);
        return SIGN_IN.formatted(body.length(), body);
    }

    private static String topUp(int line) {
        String body = "{\"amountMinor\":1000}";
        return """
                POST /api/v1/buyers/me/top-ups HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(accessTokens.get(1 + line % (BUYERS - 1)), UUID.randomUUID(), body.length(), body);
    }

    private static String hold() {
        String body = "{\"performanceId\":%d,\"bestAvailable\":{\"count\":1}}".formatted(stage.performanceId());
        return """
                POST /api/v1/holds HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Queue-Token: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(accessTokens.getFirst(), queueToken, body.length(), body);
    }

    private static String room() {
        return "/api/v1/concerts/" + stage.concertId();
    }

    private static Flood attack(int connections) throws IOException {
        return Flood.from(ATTACKER, server.port(), connections);
    }

    private static void livesAndPolls() throws IOException {
        assertThat(get("/actuator/health/liveness")).startsWith("HTTP/1.1 200");
        assertThat(get(room() + "/waiting-room")).startsWith("HTTP/1.1 200");
        assertThat(exchange(OTHER, poll())).startsWith("HTTP/1.1 200");
    }

    private static void othersAreServed() throws IOException {
        livesAndPolls();
        assertThat(get("/actuator/health/readiness")).startsWith("HTTP/1.1 200");
        assertThat(get("/api/v1/concerts")).startsWith("HTTP/1.1 200");
        assertThat(get("/")).startsWith("HTTP/1.1 200");
    }

    private static String poll() {
        return """
                GET %s/queue-tokens/current HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Queue-Token: %s\r
                \r
                """.formatted(room(), accessTokens.getFirst(), queueToken);
    }

    private static String get(String path) throws IOException {
        return exchange(OTHER, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// The beginning of the answer.
    private static String exchange(String from, String request) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        }
    }
}
