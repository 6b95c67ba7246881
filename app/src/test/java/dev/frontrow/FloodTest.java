package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Onlookers.Bar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks by waiting, which cost the attacker nothing, against a real server process. During each the liveness
/// probe succeeds, polls are answered, and clients from other addresses are served or refused in time. Each
/// attack ends by itself, though the attacker never closes a connection. Slow clients have two seconds here. With
/// `-Dfrontrow.flood.slow=PT10S` they have ten, the server's default, so that the printed figures are those of a
/// default server.
class FloodTest {

    private static final String ATTACKER = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Duration QUEUE_MOVES_WITHIN = Duration.ofSeconds(60);
    private static final String SLOW = System.getProperty("frontrow.flood.slow", "PT2S");

    /// What the buffers of the two kernels hold of an answer; the answers are larger.
    private static final int ANSWER_READ_MAX = 400_000;

    private static final List<String> FIGURES = new ArrayList<>();

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

    /// What is documented in docs/limits.md.
    private static final int SCRAPES_MAX = 32;

    private static ServerProcess server;
    private static int metricsPort;
    private static Stage stage;
    private static List<String> accessTokens;
    private static String queueToken;

    @BeforeAll
    static void starts() throws IOException {
        metricsPort = ServerProcess.freePort();
        server = ServerProcess.start(
                folder.resolve("data"),
                Map.of(
                        // A machine that is busy with the build must not make a sign-in fail.
                        "FRONTROW_IDENTITY_HASHING_WAIT_MAX",
                        "PT1M",
                        "FRONTROW_ADMISSION_TTL",
                        "PT1H",
                        "FRONTROW_SEATS_PER_BUYER_MAX",
                        "50",
                        "FRONTROW_WEB_SLOW_HEAD_TIME_MAX",
                        SLOW,
                        "FRONTROW_WEB_SLOW_BODY_TIME_MAX",
                        SLOW,
                        "FRONTROW_WEB_SLOW_ANSWER_TIME_MAX",
                        SLOW,
                        "FRONTROW_METRICS_PORT",
                        Integer.toString(metricsPort)));
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
        await().atMost(QUEUE_MOVES_WITHIN)
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

    @AfterAll
    static void tellsFigures() {
        System.out.print(Onlookers.head() + String.join("", FIGURES));
    }

    @Test
    void connectionsForFiguresAreFewAndOthersAreClosedAtOnce() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < SCRAPES_MAX; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), metricsPort));
            }
            Socket further = new Socket(InetAddress.getLoopbackAddress(), metricsPort);
            open.add(further);
            further.setSoTimeout(PATIENCE_MILLIS);
            assertThat(further.getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .until(() -> ApiClient.at(metricsPort).get("/metrics").text().contains("frontrow_cluster_nodes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void bodiesThatNeverComeKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send(SIGN_IN.formatted(300, "{"))) {
            othersAreServedUntil(() -> flood.read().gone() == connections, "bodies that never come", connections);

            assertThat(flood.statuses()).containsOnlyKeys(408);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void headsThatNeverEndKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send("GET / HTTP/1.1\r\nX-Slow: ")) {
            othersAreServedUntil(
                    () -> flood.send("x").read().gone() == connections, "heads that never end", connections);
        }
    }

    /// Each of these answers holds a slot.
    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void answersThatNobodyReadsKeepNobodyWaiting(int connections) throws IOException {
        nobodyReads("/swagger-ui/swagger-ui-bundle.js", "", "answers that nobody reads", connections);
    }

    /// Seat lists are shared bytes in memory, and hold no slot.
    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void listsOfSeatsThatNobodyReadsKeepNobodyWaiting(int connections) throws IOException {
        String seats = "/api/v1/performances/" + stage.performanceId() + "/seats";
        String attacker = "Authorization: Bearer %s\r\n".formatted(accessTokens.getLast());
        nobodyReads(seats, attacker, "lists of seats that nobody reads", connections);
    }

    private static void nobodyReads(String address, String headers, String attack, int connections) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(address, headers);
        try (var flood = attack(connections).send(request)) {
            othersAreServedUntil(() -> flood.send("x").gone() == connections, attack, connections);

            assertThat(flood.read().bytesRead()).isLessThan((long) connections * ANSWER_READ_MAX);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void signInsInTheQueueKeepNobodyWaiting(int connections) throws IOException {
        try (var flood = attack(connections).send(line -> signIn("nobody-" + line))) {
            // One address never gets all places in the queue.
            var somebodyElse = CompletableFuture.runAsync(() -> await().atMost(QUEUE_MOVES_WITHIN)
                    .until(() -> exchange(OTHER, signIn("somebody-else")).startsWith("HTTP/1.1 401")));
            othersAreServedUntil(() -> !flood.read().statuses().containsKey(0), "sign-ins in the queue", connections);

            somebodyElse.join();
            assertThat(flood.statuses()).containsKey(503);
            assertThat(Set.of(401, 429, 503)).containsAll(flood.statuses().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000})
    void signedInCallersThatWaitForASilentDatabaseKeepNobodyWaiting(int connections) throws Exception {
        try (var flood = attack(connections)) {
            server.signalDatabase("STOP");
            try {
                flood.send(FloodTest::topUp);
                lookOnUntil(() -> !flood.read().statuses().containsKey(0), "calls of a silent database", connections);

                assertThat(Set.of(429, 503)).containsAll(flood.statuses().keySet());
            } finally {
                server.signalDatabase("CONT");
            }
        }
        await().atMost(QUEUE_MOVES_WITHIN).until(() -> hold() == 201);
    }

    @Test
    void aServerThatIsToldToStopWaitsForNobody() throws Exception {
        try (var flood = attack(200).send(SIGN_IN.formatted(300, "{"))) {
            int exitCode = server.stop();

            assertThat(exitCode).isZero();
            await().atMost(QUEUE_MOVES_WITHIN).until(() -> flood.read().gone() == 200);
        } finally {
            server.startAgain();
            await().atMost(QUEUE_MOVES_WITHIN)
                    .until(() -> exchange(OTHER, poll()).startsWith("HTTP/1.1 200"));
        }
    }

    private static void othersAreServedUntil(BooleanSupplier gone, String attack, int connections) throws IOException {
        assertThat(get("/actuator/health/readiness")).startsWith("HTTP/1.1 200");
        assertThat(get("/api/v1/concerts")).startsWith("HTTP/1.1 200");
        assertThat(get("/")).startsWith("HTTP/1.1 200");
        lookOnUntil(gone, attack, connections);
    }

    private static void lookOnUntil(BooleanSupplier gone, String attack, int connections) throws IOException {
        var onlookers = new Onlookers(Map.of(
                Bar.LIVENESS,
                () -> assertThat(get("/actuator/health/liveness")).startsWith("HTTP/1.1 200"),
                Bar.POLL,
                () -> assertThat(exchange(OTHER, poll())).startsWith("HTTP/1.1 200"),
                Bar.HOLD,
                () -> assertThat(hold()).isIn(201, 503)));
        onlookers.lookOnUntil(gone);
        FIGURES.add(onlookers.row(attack, connections));
        onlookers.areServedInTime();
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

    /// Holds one seat and releases it. Returns the status of the hold.
    private static int hold() {
        var buyer = server.api().bearer(accessTokens.getFirst()).queueToken(queueToken);
        var wanted = Map.of("performanceId", stage.performanceId(), "bestAvailable", Map.of("count", 1));
        var answer = buyer.post("/api/v1/holds", wanted);
        if (answer.status() == 201) {
            buyer.delete("/api/v1/holds/" + answer.body().path("holdId").asString());
        }
        return answer.status();
    }

    private static String room() {
        return "/api/v1/concerts/" + stage.concertId();
    }

    private static Flood attack(int connections) throws IOException {
        return Flood.from(ATTACKER, server.port(), connections);
    }

    private static String poll() {
        return """
                GET %s/queue-tokens/current HTTP/1.1\r
                Host: localhost\r
                %s\r
                """.formatted(room(), fan());
    }

    /// The headers of the admitted fan.
    private static String fan() {
        return "Authorization: Bearer %s\r\nQueue-Token: %s\r\n".formatted(accessTokens.getFirst(), queueToken);
    }

    private static String get(String path) throws IOException {
        return exchange(OTHER, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// Returns the beginning of the answer.
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
