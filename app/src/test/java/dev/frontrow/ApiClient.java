package dev.frontrow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A fan's or operator's HTTP client for tests. Immutable: every `with…`/`as…` returns a new client, so that
/// headers of one test never leak into another. Bodies are objects, sent as JSON, or raw text ([#raw]).
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    public static final String PASSWORD = "correct horse battery";

    private final URI base;
    private final Map<String, String> headers;

    private ApiClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public static ApiClient at(int port) {
        return new ApiClient(URI.create("http://127.0.0.1:" + port), Map.of());
    }

    public ApiClient with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(base, more);
    }

    public ApiClient bearer(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    public String accessToken() {
        return headers.getOrDefault("Authorization", "").replace("Bearer ", "");
    }

    public ApiClient queueToken(String queueToken) {
        return with("Queue-Token", queueToken);
    }

    public ApiClient idempotencyKey(String key) {
        return with("Idempotency-Key", key);
    }

    public ApiClient language(String acceptLanguage) {
        return with("Accept-Language", acceptLanguage);
    }

    /// Signs up a new buyer and returns a client that acts as them.
    public ApiClient asNewBuyer() {
        String username = "fan-" + NUMBER.incrementAndGet();
        post("/api/v1/buyers", Map.of("username", username, "password", PASSWORD))
                .expect(201);
        return asSignedIn(username, PASSWORD);
    }

    /// A client that acts as the first operator.
    public ApiClient asOperator() {
        return asSignedIn("operator", ServerTest.OPERATOR_PASSWORD);
    }

    public ApiClient asSignedIn(String username, String password) {
        var session = post("/api/v1/sessions", Map.of("username", username, "password", password))
                .expect(201);
        return bearer(session.body().path("accessToken").asString());
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    /// A POST without a body.
    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    /// Sends the body unchanged, valid or not.
    public Answer raw(String method, String path, String body) {
        return send(method, path, body);
    }

    public Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), body != null);
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, boolean json) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (json && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// A response.
    public record Answer(int status, java.net.http.HttpHeaders headers, byte[] bytes) {

        /// The body as JSON; a missing node if it is empty.
        public JsonNode body() {
            return bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
        }

        public String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// The `code` of a problem.
        public String code() {
            return body().path("code").asString("");
        }

        /// The message of an invalid field, or an empty text.
        public String fault(String field) {
            for (JsonNode error : body().path("errors")) {
                if (error.path("field").asString("").equals(field)) {
                    return error.path("message").asString("");
                }
            }
            return "";
        }

        /// Returns this answer if it has the status; otherwise fails and shows the body.
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected " + wanted + " but got " + status + ": " + text());
            }
            return this;
        }

        /// Returns this answer if it is exactly this problem document; otherwise fails.
        public Answer expectProblem(int wanted, String code) {
            expect(wanted);
            if (!code.equals(code()) || !header("Content-Type").startsWith("application/problem+json")) {
                throw new AssertionError("expected problem " + code + " but got " + headers.map() + " " + text());
            }
            return this;
        }
    }
}
