package dev.frontrow.seating;

import dev.frontrow.Fan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a seat stream as a browser would.
public final class SeatStreamReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String LOCAL = "127.0.0.1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param name empty once the stream has ended
    public record Message(String id, String name, JsonNode data) {}

    private static final Message END = new Message("", "", JSON.missingNode());

    private final HttpClient http;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final HttpResponse<Stream<String>> response;

    private SeatStreamReader(String from, int port, Fan fan, @Nullable String lastEventId) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(from))
                .connectTimeout(PATIENCE)
                .build();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/performances/"
                        + fan.stage().performanceId() + "/seats/stream"))
                .header("Accept", "text/event-stream")
                .header("Accept-Encoding", "gzip")
                .header("Authorization", "Bearer " + fan.accessToken())
                .header("Queue-Token", fan.queueToken());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
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

    public static SeatStreamReader of(int port, Fan fan) {
        return from(LOCAL, port, fan);
    }

    /// @param address of this machine, from which the reader connects
    static SeatStreamReader from(String address, int port, Fan fan) {
        return new SeatStreamReader(address, port, fan, null);
    }

    static SeatStreamReader after(int port, Fan fan, String lastEventId) {
        return new SeatStreamReader(LOCAL, port, fan, lastEventId);
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void read() {
        try (Stream<String> lines = response.body()) {
            String id = "";
            String name = "";
            String data = "";
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    messages.add(new Message(id, name, JSON.readTree(data)));
                    data = "";
                }
            }
        } catch (UncheckedIOException _) {
            // The connection was cut.
        }
        messages.add(END);
    }

    Message next() {
        try {
            Message next = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("nothing came within " + PATIENCE);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Reads this many changes; fails at any other message.
    public List<String> changes(int count) {
        List<String> changes = new ArrayList<>();
        while (changes.size() < count) {
            Message next = next();
            if (!next.name().equals("change")) {
                throw new AssertionError("not a change: " + next + " after " + changes);
            }
            changes.add(next.data().path("seat").asString() + " "
                    + next.data().path("status").asString());
        }
        return changes;
    }

    public Message snapshot() {
        Message next = next();
        if (!next.name().equals("snapshot")) {
            throw new AssertionError("not a snapshot: " + next);
        }
        return next;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
