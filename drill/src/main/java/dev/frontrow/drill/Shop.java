package dev.frontrow.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The cluster as clients see it: several addresses, of which some may not answer. Thread-safe.
final class Shop implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /// How long a node is left alone that has not answered.
    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_MILLIS_MAX = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A request that may be sent any number of times.
    ///
    /// @param headers names and values in turns
    record Request(String method, String path, @Nullable Object body, List<String> headers) {

        static Request get(String path, String... headers) {
            return new Request("GET", path, null, List.of(headers));
        }

        static Request post(String path, Object body, String... headers) {
            return new Request("POST", path, body, List.of(headers));
        }

        static Request patch(String path, Object body, String... headers) {
            return new Request("PATCH", path, body, List.of(headers));
        }

        static Request delete(String path, String... headers) {
            return new Request("DELETE", path, null, List.of(headers));
        }
    }

    /// What was answered; status 0 if nothing was, so that what has happened is unknown.
    record Answer(int status, JsonNode body) {

        static final Answer NONE = new Answer(0, JSON.missingNode());

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /// Whether another try may bring another answer.
        boolean isOpen() {
            return status == 0 || status == 429 || status >= 500 || code().equals("request-in-progress");
        }

        String code() {
            return body.path("code").asString("");
        }

        String text(String field) {
            return body.path(field).asString("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<URI> addresses;
    private final Duration patience;
    private final AtomicLongArray silentAt;
    private final LongAdder requests = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder busy = new LongAdder();

    Shop(List<URI> addresses) {
        this(addresses, PATIENCE);
    }

    /// @param patience how long an answer is waited for
    Shop(List<URI> addresses, Duration patience) {
        this.addresses = addresses;
        this.patience = patience;
        silentAt = new AtomicLongArray(addresses.size());
        long longAgo = System.nanoTime() - AVOID_NANOS;
        for (int i = 0; i < addresses.size(); i++) {
            silentAt.set(i, longAgo);
        }
    }

    /// Asks one node once.
    Answer ask(int node, Request request) throws InterruptedException {
        requests.increment();
        try {
            HttpResponse<byte[]> response =
                    http.send(httpRequest(addresses.get(node), request), BodyHandlers.ofByteArray());
            if (response.statusCode() == 503) {
                busy.increment();
            }
            return new Answer(
                    response.statusCode(),
                    response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body()));
        } catch (IOException | JacksonException broken) {
            unanswered.increment();
            silentAt.set(node, System.nanoTime());
            return Answer.NONE;
        }
    }

    /// The lines of an answer that goes on, such as a stream of events.
    Stream<String> lines(int node, Request request) throws InterruptedException, DrillFailure {
        try {
            HttpResponse<Stream<String>> response =
                    http.send(httpRequest(addresses.get(node), request), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new DrillFailure(request.path() + " was answered by " + response.statusCode());
            }
            return response.body();
        } catch (IOException broken) {
            throw new DrillFailure(request.path() + " was not answered: " + broken.getMessage());
        }
    }

    private HttpRequest httpRequest(URI address, Request request) {
        var builder = HttpRequest.newBuilder(address.resolve(request.path())).timeout(patience);
        for (int i = 0; i < request.headers().size(); i += 2) {
            builder.header(request.headers().get(i), request.headers().get(i + 1));
        }
        if (request.body() == null) {
            return builder.method(request.method(), BodyPublishers.noBody()).build();
        }
        return builder.header("Content-Type", "application/json")
                .method(request.method(), BodyPublishers.ofString(JSON.writeValueAsString(request.body())))
                .build();
    }

    /// Asks one node after the other until one answers definitely, or until this time of [System#nanoTime]. An
    /// open answer is the last one then.
    Answer askUntilAnswered(Request request, long until) throws InterruptedException {
        while (true) {
            Answer answer = ask(anyNode(), request);
            if (!answer.isOpen() || System.nanoTime() - until > 0) {
                return answer;
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS_MAX / 4, PAUSE_MILLIS_MAX));
    }

    /// A node that has answered lately, or any if none has.
    int anyNode() {
        int first = ThreadLocalRandom.current().nextInt(addresses.size());
        for (int i = 0; i < addresses.size(); i++) {
            int node = (first + i) % addresses.size();
            if (isTrusted(node)) {
                return node;
            }
        }
        return first;
    }

    boolean isTrusted(int node) {
        return System.nanoTime() - silentAt.get(node) > AVOID_NANOS;
    }

    int nodes() {
        return addresses.size();
    }

    Map<String, Long> counts() {
        return Map.of("requests", requests.sum(), "unanswered", unanswered.sum(), "busy", busy.sum());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
