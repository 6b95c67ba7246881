package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.seating.SeatStreamReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A server behind nginx with the configuration that we ship.
@TestPropertySource(properties = "server.forward-headers-strategy=native")
@DirtiesContext
class NginxTest extends ServerTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private static Path folder;

    private static @Nullable Process nginx;
    private static int front;

    @BeforeEach
    void start() throws IOException {
        if (nginx != null) {
            return;
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            front = free.getLocalPort();
        }
        String shipped = Files.readString(Path.of("..", "deploy", "nginx.conf"));
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                shipped.replace("127.0.0.1:8080", "127.0.0.1:" + port())
                        .replace("listen 80;", "listen 127.0.0.1:" + front + ";")
                        .replace(
                                "/var/cache/nginx/frontrow",
                                folder.resolve("cache").toString()));
        nginx = new ProcessBuilder(
                        "nginx",
                        "-e",
                        "stderr",
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-g",
                        "daemon off; user root; pid " + folder.resolve("pid") + ";")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitNginx();
    }

    private static void awaitNginx() throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), front)) {
                return;
            } catch (ConnectException notYet) {
                assertThat(Objects.requireNonNull(nginx).isAlive() && System.nanoTime() < until)
                        .as(Files.readString(folder.resolve("log")))
                        .isTrue();
                Thread.onSpinWait();
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        Process running = Objects.requireNonNull(nginx);
        running.destroy();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        nginx = null;
    }

    private static HttpResponse<String> gets(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String cache(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Cache").orElse("not looked at");
    }

    /// However they spell what they take, so that a crowd costs the server one answer.
    @ParameterizedTest
    @CsvSource({"identity, 'br, deflate'", "'gzip;q=0, *', identity", "gzip, 'deflate, gzip;q=1.0'"})
    void answersACrowdOfOneConcertOnce(String first, String second) throws Exception {
        Stage stage = Stage.open(api(), clock());
        String plan = "/api/v1/performances/" + stage.performanceId() + "/seat-plan";
        var asked = gets(plan, "Accept-Encoding", first);
        var again = gets(plan, "Accept-Encoding", second);

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(cache(asked)).isEqualTo("MISS");
        assertThat(cache(again)).isEqualTo("HIT");
        assertThat(again.body()).isEqualTo(asked.body());
    }

    /// What may be read by a script of another site depends on that site.
    @Test
    void asksTheServerForScriptsOfOtherSites() throws Exception {
        String plan = "/api/v1/performances/" + Stage.open(api(), clock()).performanceId() + "/seat-plan";
        assertThat(cache(gets(plan, "Origin", "https://shop.example"))).isEqualTo("BYPASS");
        assertThat(cache(gets(plan))).isEqualTo("MISS");
    }

    @Test
    void servesTheStatusOfALineFromItsCache() throws Exception {
        String status = "/api/v1/concerts/" + Stage.open(api(), clock()).concertId() + "/waiting-room";
        assertThat(cache(gets(status))).isEqualTo("MISS");
        assertThat(cache(gets(status))).isIn("HIT", "EXPIRED", "UPDATING");
    }

    /// One buyer must never see the answer of another.
    @ParameterizedTest
    @CsvSource({"/", "/wallet", "/api/v1/buyers/me/balance", "/api/v1/tickets", "/office"})
    void keepsNothingPersonal(String path) throws Exception {
        gets(path);
        assertThat(cache(gets(path))).isEqualTo("not looked at");
    }

    /// A client could write any address there.
    @Test
    void tellsTheServerTheRealAddress() throws Exception {
        Stage stage = Stage.open(api(), clock());
        ApiClient desk = ApiClient.at(front)
                .bearer(newOperator().accessToken())
                .with("X-Forwarded-For", "203.0.113.7")
                .with("Forwarded", "for=203.0.113.8")
                .with("Audit-Reason", "address");
        String room = "/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room";
        desk.patch(room, Map.of("admitPerMinute", 77)).expect(200);

        JsonNode entries = newOperator()
                .get("/api/v1/operator/audit?subject=concert%20" + stage.concertId())
                .expect(200)
                .body()
                .path("entries");
        assertThat(entries.valueStream().map(entry -> entry.path("address").asString()))
                .contains("127.0.0.1")
                .doesNotContain("203.0.113.7", "203.0.113.8");
    }

    @Test
    void passesEachChangeOfASeatOnAtOnce() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        Fan other = stage.fan().joinsAndEnters();
        try (SeatStreamReader stream = SeatStreamReader.of(front, fan)) {
            stream.snapshot();
            other.holds("5").expect(201);
            assertThat(stream.changes(1)).containsExactly("5 HELD");
        }
    }

    @Test
    void carriesAWholePurchase() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan(ApiClient.at(front).asNewBuyer());

        assertThat(fan.buys("7").path("status").asString()).isEqualTo("PAID");
    }
}
