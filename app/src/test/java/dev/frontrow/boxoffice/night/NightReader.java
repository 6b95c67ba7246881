package dev.frontrow.boxoffice.night;

import dev.frontrow.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the stream of a night.
final class NightReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNode END = JSON.missingNode();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final HttpResponse<Stream<String>> response;

    NightReader(int port, ApiClient operator, long concertId) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + "/api/v1/operator/concerts/" + concertId + "/night/stream"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + operator.accessToken());
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    private void read() {
        try (Stream<String> lines = response.body()) {
            lines.filter(line -> line.startsWith("data: "))
                    .forEach(line -> frames.add(JSON.readTree(line.substring(6))));
        } catch (UncheckedIOException _) {
            // The connection was cut.
        }
        frames.add(END);
    }

    /// The next frame; missing once the stream has ended.
    JsonNode next() {
        try {
            JsonNode next = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("nothing came within " + PATIENCE);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The first frame from now on that is so.
    JsonNode until(Predicate<JsonNode> wanted) {
        for (JsonNode frame = next(); !frame.isMissingNode(); frame = next()) {
            if (wanted.test(frame)) {
                return frame;
            }
        }
        throw new AssertionError("the stream has ended");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
