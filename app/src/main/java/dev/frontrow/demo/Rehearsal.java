package dev.frontrow.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A sale to a few buyers who buy much, each step of it some hundred times. The launcher lets it run against a
/// server on temporary data, so that the JVM notes which classes and methods a sale needs, and later starts have
/// them at once.
final class Rehearsal {

    private static final int BUYERS = 8;
    private static final int PURCHASES = 30;
    private static final int HOLDS_FOR_A_PURCHASE = 3;
    private static final int SEATS = 20_000;
    private static final long POLL_NANOS = 5_000_000;
    private static final int BUSY = 503;
    private static final int TRIES_MAX = 60;
    private static final long REST_NANOS = 500_000_000;
    private static final String PASSWORD = "a rehearsal, and nobody looks";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI server;
    private final int purchases;

    private Rehearsal(URI server, int purchases) {
        this.server = server;
        this.purchases = purchases;
    }

    private record Concert(long concertId, long performanceId) {}

    /// @param arguments the server's address, and how much each buyer buys, if it is not the usual; the operator's
    ///                  password is in the environment, as the server has it
    static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int purchases = arguments.length > 1 ? Integer.parseInt(arguments[1]) : PURCHASES;
        new Rehearsal(URI.create(arguments[0]), purchases).play(System.getenv("FRONTROW_OPERATOR_PASSWORD"));
    }

    private void play(String operatorPassword) throws IOException, InterruptedException, ExecutionException {
        Concert concert = concert(signIn("operator", operatorPassword));
        try (var threads = Executors.newFixedThreadPool(BUYERS)) {
            List<Future<?>> buyers = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                int buyer = i;
                buyers.add(threads.submit(() -> {
                    buy(concert, buyer);
                    return true;
                }));
            }
            for (Future<?> buyer : buyers) {
                buyer.get();
            }
        }
    }

    private Concert concert(String operator) throws IOException, InterruptedException {
        ZonedDateTime now = ZonedDateTime.parse(
                send("GET", "/", Map.of(), "").headers().firstValue("Date").orElseThrow(),
                DateTimeFormatter.RFC_1123_DATE_TIME);
        JsonNode made = json.readTree(call("POST", "/api/v1/operator/concerts", bearer(operator), """
                {"title":"Rehearsal","venue":"Rehearsal","opensAt":"%s","capacity":%3$d,"admitPerMinute":%3$d,\
                "priceLevels":[{"name":"A","amountMinor":1000}],\
                "performances":[{"startsAt":"%2$s","seatCount":%3$d}]}\
                """.formatted(
                        now.minusDays(1).toInstant(), now.plusDays(30).toInstant(), SEATS)));
        return new Concert(
                made.path("concertId").asLong(),
                made.path("performances").path(0).path("performanceId").asLong());
    }

    private String signIn(String name, String password) throws IOException, InterruptedException {
        return json.readTree(call("POST", "/api/v1/sessions", Map.of(), credentials(name, password)))
                .path("accessToken")
                .asString();
    }

    private void buy(Concert concert, int buyer) throws IOException, InterruptedException {
        String name = "rehearsal-" + buyer;
        call("POST", "/api/v1/buyers", Map.of(), credentials(name, PASSWORD));
        String accessToken = signIn(name, PASSWORD);
        call("POST", "/api/v1/buyers/me/top-ups", keyed(bearer(accessToken), name), "{\"amountMinor\":1000000}");
        for (int purchase = 0; purchase < purchases; purchase++) {
            // A payment ends an admission.
            Map<String, String> admitted = join(concert, accessToken);
            look(concert, admitted);
            int first = (buyer * purchases + purchase) * (HOLDS_FOR_A_PURCHASE + 1) + 1;
            for (int seat : IntStream.range(first, first + HOLDS_FOR_A_PURCHASE).toArray()) {
                call("DELETE", "/api/v1/holds/" + hold(concert, admitted, seat), admitted, "");
            }
            String hold = hold(concert, admitted, first + HOLDS_FOR_A_PURCHASE);
            call("POST", "/api/v1/payments", keyed(admitted, hold), "{\"holdId\":\"" + hold + "\"}");
            call("GET", "/api/v1/tickets", admitted, "");
        }
    }

    private Map<String, String> join(Concert concert, String accessToken) throws IOException, InterruptedException {
        String path = "/api/v1/concerts/" + concert.concertId() + "/queue-tokens";
        JsonNode place = json.readTree(call("POST", path, bearer(accessToken), ""));
        Map<String, String> tokens = Map.of(
                "Authorization",
                "Bearer " + accessToken,
                "Queue-Token",
                place.path("queueToken").asString());
        while (!place.path("state").asString().equals("ADMITTED")) {
            LockSupport.parkNanos(POLL_NANOS);
            place = json.readTree(call("GET", path + "/current", tokens, ""));
        }
        return tokens;
    }

    /// At what buyers look at before they choose.
    private void look(Concert concert, Map<String, String> tokens) throws IOException, InterruptedException {
        String concertPath = "/api/v1/concerts/" + concert.concertId();
        call("GET", concertPath, Map.of(), "");
        call("GET", concertPath + "/waiting-room", Map.of(), "");
        call("GET", concertPath + "/queue-tokens/current", tokens, "");
        call("GET", "/concerts/" + concert.concertId(), Map.of(), "");
        call("GET", "/api/v1/performances/" + concert.performanceId() + "/seats", tokens, "");
    }

    private String hold(Concert concert, Map<String, String> tokens, int seat)
            throws IOException, InterruptedException {
        String body = "{\"performanceId\":%d,\"seats\":[\"%d\"]}".formatted(concert.performanceId(), seat);
        return json.readTree(call("POST", "/api/v1/holds", tokens, body))
                .path("holdId")
                .asString();
    }

    private String call(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, headers, body);
        // On a busy machine the server just started is busy, too.
        for (int tries = 1; answer.statusCode() == BUSY && tries < TRIES_MAX; tries++) {
            LockSupport.parkNanos(REST_NANOS);
            answer = send(method, path, headers, body);
        }
        if (answer.statusCode() >= 400) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path));
        headers.forEach(request::header);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, String> bearer(String accessToken) {
        return Map.of("Authorization", "Bearer " + accessToken);
    }

    private static Map<String, String> keyed(Map<String, String> headers, String key) {
        var all = new HashMap<>(headers);
        all.put("Idempotency-Key", key);
        return all;
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }
}
