package dev.frontrow.hotpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;

/// Operators who have the page of a concert's night open. Thread-safe.
final class Onlookers implements AutoCloseable {

    /// A desk and a wall.
    static final int COUNT = 2;

    private final int port;
    private final AtomicLong frames = new AtomicLong();
    private HttpClient open = HttpClient.newHttpClient();

    Onlookers(int port) {
        this.port = port;
    }

    /// Opens the page for each of them.
    synchronized void open(long concertId, String accessToken) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        open = client;
        var stream = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/api/v1/operator/concerts/%d/night/stream".formatted(port, concertId)))
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "text/event-stream")
                .build();
        for (int i = 0; i < COUNT; i++) {
            Thread.ofVirtual().name("onlooker-" + i).start(() -> follow(client, stream));
        }
    }

    private void follow(HttpClient client, HttpRequest stream) {
        try {
            client.send(stream, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data: {"))
                    .forEach(_ -> frames.incrementAndGet());
        } catch (IOException | UncheckedIOException _) {
            // The page was closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many frames came: none would mean that nothing was measured.
    long frames() {
        return frames.get();
    }

    /// Closes the pages; they can be opened again.
    @Override
    public synchronized void close() {
        open.shutdownNow();
    }
}
