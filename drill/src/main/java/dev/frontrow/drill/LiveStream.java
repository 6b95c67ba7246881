package dev.frontrow.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads a stream of seats, and comes again with the last event's id whenever it ends, as a browser does. An end is
/// fine; a stream that breaks off, or cannot be had, is a failure. Thread-safe.
final class LiveStream implements AutoCloseable {

    private static final String ID = "id:";
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    /// A refused reader asks again only after this time, so that one fault is told once.
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final URI address;
    private final Shopper reader;
    private final Consumer<String> failures;
    private final AtomicInteger ends = new AtomicInteger();
    private volatile String lastEventId = "";
    private volatile boolean over;

    private LiveStream(URI address, Shopper reader, Consumer<String> failures) {
        this.address = address;
        this.reader = reader;
        this.failures = failures;
    }

    /// @param address of the stream
    /// @param reader  who is admitted
    static LiveStream open(URI address, Shopper reader, Consumer<String> failures) {
        var stream = new LiveStream(address, reader, failures);
        Thread.ofVirtual().start(stream::follow);
        return stream;
    }

    private void follow() {
        while (!over) {
            try {
                readToTheEnd();
                ends.incrementAndGet();
            } catch (IOException | UncheckedIOException broken) {
                fails("a stream broke off: " + broken);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void readToTheEnd() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + reader.accessToken())
                .header("Queue-Token", reader.queueToken());
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                fails("a stream was answered by " + response.statusCode() + " " + lines.findFirst());
                Thread.sleep(AFTER_REFUSAL);
            } else {
                lines.filter(line -> line.startsWith(ID))
                        .forEach(line ->
                                lastEventId = line.substring(ID.length()).strip());
            }
        }
    }

    private void fails(String how) {
        if (!over) {
            failures.accept(how);
        }
    }

    /// How often it has ended and come again.
    int ends() {
        return ends.get();
    }

    @Override
    public void close() {
        over = true;
        http.shutdownNow();
    }
}
