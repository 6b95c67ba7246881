package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server that is told to end.
class DrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READINESS = "/actuator/health/readiness";

    /// Longer than any test: only a second signal ends it.
    private static final Map<String, String> LONG = Map.of("FRONTROW_CLUSTER_DRAIN", "PT1H");

    @TempDir
    Path folder;

    @Test
    void nodeThatIsToldToEndIsNotReadyAndServesOnUntilTheSecondSignal() throws Exception {
        try (var node = start(true)) {
            Fan fan = admitted(node);
            assertThat(fan.polls().expect(200).header("Connection")).isEmpty();
            var stream = stream(node, fan).body().iterator();
            assertThat(next(stream, "event:")).isEqualTo("event: snapshot");

            node.isToldToEnd();
            await().atMost(PATIENCE).until(() -> node.api().get(READINESS).status() == 503);

            // The first answer on a kept connection is the last one.
            assertIsTheLastOn(fan.polls().expect(200));
            assertIsTheLastOn(fan.stage().roomStatus().expect(200));
            assertIsTheLastOn(fan.seesSeats().expect(200));
            assertIsTheLastOn(fan.holds("1").expect(201));
            assertIsTheLastOn(node.api().get("/api/v1/concerts").expect(200));
            assertIsTheLastOn(node.api().get("/api/v1/concerts/987654321").expectProblem(404, "concert-unknown"));
            assertIsTheLastOn(node.api().get("/api/v1/buyers/me").expectProblem(401, "unauthenticated"));
            assertIsTheLastOn(node.api().get("/nowhere").expect(404));
            node.api().get("/actuator/health/liveness").expect(200);
            assertThat(next(stream, "event:")).as("the stream goes on").isEqualTo("event: change");

            assertThat(node.stop()).isZero();
            assertThat(next(stream, "event:"))
                    .as("the stream ends as streams do")
                    .isEmpty();
        }
    }

    @Test
    void serverWithoutAClusterEndsAtTheFirstSignal() throws Exception {
        try (var server = start(false)) {
            assertThat(server.stop()).isZero();
        }
    }

    private static void assertIsTheLastOn(Answer answer) {
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    private ServerProcess start(boolean cluster) throws IOException {
        Map<String, String> environment = new HashMap<>(LONG);
        environment.putAll(SharedDatabase.environment(SharedDatabase.fresh()));
        environment.put("FRONTROW_CLUSTER_ENABLED", Boolean.toString(cluster));
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        return ServerProcess.start(
                ServerProgram.command(ServerProgram.SERVER, "-Xmx512m"), folder.resolve("node"), environment);
    }

    private static Fan admitted(ServerProcess node) {
        Fan fan = Stage.open(node.api(), new TestClock(Instant.now())).fan();
        fan.joins();
        await().atMost(PATIENCE)
                .until(() ->
                        fan.polls().expect(200).body().path("state").asString().equals("ADMITTED"));
        return fan;
    }

    private static HttpResponse<Stream<String>> stream(ServerProcess node, Fan fan) throws Exception {
        var address = URI.create("http://127.0.0.1:%d/api/v1/performances/%d/seats/stream"
                .formatted(node.port(), fan.stage().performanceId()));
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Bearer " + fan.accessToken())
                                .header("Queue-Token", fan.queueToken())
                                .build(),
                        BodyHandlers.ofLines());
    }

    /// The next line that begins so, or an empty text at the end of the stream.
    private static String next(Iterator<String> lines, String begin) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(begin)) {
                return line;
            }
        }
        return "";
    }
}
