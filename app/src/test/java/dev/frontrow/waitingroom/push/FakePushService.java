package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A push service with the browsers behind it. It checks who sends, and each browser reads what is meant for it.
public final class FakePushService implements AutoCloseable {

    private static final String SITE = "https://fcm.googleapis.com";
    private static final String WAS = "Test-Was";
    private static final int CREATED = 201;

    /// What a browser has read.
    ///
    /// @param token what the sender said of itself
    public record Told(FakeBrowser by, JsonNode text, Map<String, List<String>> headers, SignedJWT token) {

        /// A header of the message, empty where it has none.
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private final HttpServer server;
    private final Map<String, FakeBrowser> browsers = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final HttpClient diverted = new DivertedHttp(PushClient.http().build(), this::divert);

    public FakePushService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// A new browser that subscribes here.
    public FakeBrowser browser() {
        var browser = new FakeBrowser(SITE + "/fcm/send/" + browsers.size() + ":" + System.identityHashCode(this));
        browsers.put(browser.endpoint(), browser);
        return browser;
    }

    /// Answers messages for this browser with this status from now on.
    public void answers(FakeBrowser browser, int status) {
        answers.put(browser.endpoint(), status);
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    /// The addresses that were called, also in vain.
    public List<String> called() {
        return List.copyOf(called);
    }

    /// A client of the server that finds this service in place of the real one.
    public PushClient client(PushClient like) {
        return client(like, "8.8.8.8");
    }

    PushClient client(PushClient like, String address) {
        return new PushClient(
                () -> diverted,
                like.endpoints(),
                new PublicAddresses(_ -> new InetAddress[] {InetAddress.getByName(address)}),
                like.sender());
    }

    private HttpRequest divert(HttpRequest request) {
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .uri(URI.create("http://127.0.0.1:" + server.getAddress().getPort()
                        + request.uri().getRawPath()))
                .header(WAS, request.uri().toString())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String address = String.valueOf(exchange.getRequestHeaders().getFirst(WAS));
        called.add(address);
        int status = answers.getOrDefault(address, CREATED);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (status == CREATED) {
            status = take(exchange, browsers.get(address), body);
        }
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.getResponseHeaders().add("Retry-After", "0");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int take(HttpExchange exchange, @Nullable FakeBrowser browser, byte[] body) {
        try {
            if (browser == null) {
                return 404;
            }
            SignedJWT token =
                    verified(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            JsonNode text = JsonMapper.shared().readTree(new String(browser.read(body), StandardCharsets.UTF_8));
            told.add(new Told(browser, text, Map.copyOf(exchange.getRequestHeaders()), token));
            return CREATED;
        } catch (Exception unreadable) {
            return 400;
        }
    }

    private static SignedJWT verified(String authorization) throws Exception {
        String[] parts = authorization.substring("vapid t=".length()).split(", k=", 2);
        SignedJWT token = SignedJWT.parse(parts[0]);
        var key = Points.key(Base64.getUrlDecoder().decode(parts[1])).orElseThrow();
        if (!token.verify(new ECDSAVerifier(key))) {
            throw new SecurityException("not signed with " + parts[1]);
        }
        return token;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
