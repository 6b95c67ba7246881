package dev.frontrow.hotpath;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium, controlled by its DevTools protocol. Thread-safe.
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell");
    private static final int START_TENTHS_MAX = 300;
    private static final int ANSWER_SECONDS_MAX = 30;

    private final JsonMapper json = new JsonMapper();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private Chromium(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Receiver())
                .join();
    }

    static boolean isInstalled() {
        return NAMES.stream().anyMatch(name -> Programs.find(name).isPresent());
    }

    static Chromium start(Path folder, Children children) throws IOException, InterruptedException {
        String program = NAMES.stream()
                .flatMap(name -> Programs.find(name).stream())
                .findFirst()
                .orElseThrow()
                .toString();
        Path told = folder.resolve("DevToolsActivePort");
        Process process = children.start(new ProcessBuilder(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        for (int tenths = 0; tenths < START_TENTHS_MAX; tenths++) {
            List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
            if (lines.size() == 2) {
                return new Chromium(URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast()));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new IOException("Chromium did not start");
    }

    /// Calls a method and waits for its result.
    ///
    /// @param session of a tab; null for the browser
    JsonNode call(@Nullable String session, String method, Map<String, ?> parameters)
            throws IOException, InterruptedException {
        long id = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var request = json.createObjectNode().put("id", id).put("method", method);
        request.set("params", json.valueToTree(parameters));
        if (session != null) {
            request.put("sessionId", session);
        }
        socket.sendText(json.writeValueAsString(request), true).join();
        try {
            JsonNode told = answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IOException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (ExecutionException | TimeoutException silent) {
            throw new IOException("Chromium does not answer " + method, silent);
        } finally {
            answers.remove(id);
        }
    }

    /// Passes the events of this tab on: their names and parameters.
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    private void receive(JsonNode message) {
        CompletableFuture<JsonNode> answer =
                message.has("id") ? answers.get(message.path("id").asLong()) : null;
        if (answer != null) {
            answer.complete(message);
            return;
        }
        BiConsumer<String, JsonNode> listener =
                listeners.get(message.path("sessionId").asString(""));
        if (listener != null) {
            listener.accept(message.path("method").asString(""), message.path("params"));
        }
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(json.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
