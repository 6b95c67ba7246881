package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A fan who buys one seat after the other and notes every answer, while servers and databases die.
public final class Player {

    private static final int FANS = 12;
    private static final int PERFORMANCES = 40;

    /// The servers that a fan asks.
    public interface Servers {

        /// @param call    the name of the call
        /// @param request sends it by a client of a server
        /// @throws UncheckedIOException if there is none any more
        Answer ask(String call, Function<ApiClient, Answer> request);
    }

    /// A concert on sale.
    public record Sale(long concertId, List<Long> performances) {

        /// Makes one of many performances.
        public static Sale open(ApiClient api) {
            Map<String, Object> request = Stage.request(Instant.now());
            request.put(
                    "performances",
                    IntStream.range(0, PERFORMANCES)
                            .mapToObj(i -> Stage.performance(Instant.now(), 10 + i))
                            .toList());
            JsonNode made = api.asOperator()
                    .post("/api/v1/operator/concerts", request)
                    .expect(201)
                    .body();
            List<Long> performances = new ArrayList<>();
            made.path("performances")
                    .forEach(performance ->
                            performances.add(performance.path("performanceId").asLong()));
            return new Sale(made.path("concertId").asLong(), performances);
        }

        /// Fans who buy here.
        public List<Player> players(Servers servers, Promises promises) {
            return IntStream.range(0, FANS)
                    .mapToObj(i -> new Player("player-" + i, servers, this, i, promises))
                    .toList();
        }
    }

    private final String username;
    private final Servers servers;
    private final Sale sale;
    private final Promises promises;
    private volatile String accessToken = "";
    private int next;
    private String queueToken = "";
    private String placeState = "";

    private Player(String username, Servers servers, Sale sale, int first, Promises promises) {
        this.username = username;
        this.servers = servers;
        this.sale = sale;
        this.promises = promises;
        next = first;
        servers.ask(
                        "sign-up",
                        api -> api.post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD)))
                .expect(201);
        signsIn();
    }

    void signsIn() {
        Answer session = servers.ask(
                "sign-in",
                api -> api.post("/api/v1/sessions", Map.of("username", username, "password", ApiClient.PASSWORD)));
        accessToken = session.expect(201).body().path("accessToken").asString();
    }

    Answer reads(String path) {
        return ask("read", api -> api.get(path));
    }

    /// False once the servers are gone.
    public boolean buysOnce() {
        try {
            joins();
            admitted("poll", api -> api.get(room() + "/queue-tokens/current"));
            admitted("seats", api -> api.get("/api/v1/performances/" + performance() + "/seats"));
            topsUp();
            String holdId = holds();
            if (!holdId.isEmpty() && next % 5 == 0) {
                String path = "/api/v1/holds/" + holdId;
                note("release", path, ask("release", api -> api.delete(path)));
                note("leave", "", admitted("leave", api -> api.delete(room() + "/queue-tokens/current")));
                placeState = "";
            } else if (!holdId.isEmpty()) {
                pays(holdId);
            }
            next++;
            return true;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private void joins() {
        Answer answer = ask("join", api -> api.post(room() + "/queue-tokens"));
        if (note("join", "", answer)) {
            queueToken = answer.body().path("queueToken").asString();
            placeState = answer.body().path("state").asString();
        }
    }

    private void topsUp() {
        String key = UUID.randomUUID().toString();
        Answer answer = ask(
                "top-up",
                api -> api.idempotencyKey(key)
                        .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", Stage.FRONT_PRICE)));
        note("top-up", "", answer);
    }

    private String holds() {
        int performances = sale.performances().size();
        String seat = Integer.toString(1 + next / performances + FANS * (next % 4));
        String key = UUID.randomUUID().toString();
        Answer answer = admitted(
                "hold",
                api -> api.idempotencyKey(key)
                        .post("/api/v1/holds", Map.of("performanceId", performance(), "seats", List.of(seat))));
        String holdId = answer.body().path("holdId").asString("");
        note("hold", "/api/v1/holds/" + holdId, answer);
        return holdId;
    }

    private void pays(String holdId) {
        Answer answer = admitted(
                "payment",
                api -> api.idempotencyKey("pay " + holdId).post("/api/v1/payments", Map.of("holdId", holdId)));
        String path = "/api/v1/payments/" + answer.body().path("paymentId").asString("");
        if (note("payment", path, answer)) {
            placeState = "";
        }
    }

    /// A fan who got a place, and has neither left nor paid since, still has the same place. A payment or a
    /// departure whose answer was lost may have ended it.
    void findsOwnPlace() {
        if (placeState.isEmpty()) {
            return;
        }
        var place = admitted("poll", api -> api.get(room() + "/queue-tokens/current"))
                .expect(200)
                .body();
        String state = place.path("state").asString();
        assertThat(state).isIn("WAITING", "ADMITTED", "FINISHED", "LEFT");
        assertThat(state.equals("WAITING") && placeState.equals("ADMITTED"))
                .as("an admission was taken back")
                .isFalse();
        if (state.equals("WAITING") || state.equals("ADMITTED")) {
            var again = ask("join", api -> api.post(room() + "/queue-tokens"))
                    .expect(200)
                    .body();
            assertThat(again.path("position")).isEqualTo(place.path("position"));
            if (state.equals("ADMITTED")) {
                assertThat(again.path("admittedUntil")).isEqualTo(place.path("admittedUntil"));
            }
        }
    }

    Set<String> transfers() {
        Set<String> ids = new HashSet<>();
        String before = "";
        do {
            var page = reads("/api/v1/buyers/me/ledger?limit=200" + before)
                    .expect(200)
                    .body();
            page.path("entries")
                    .forEach(entry -> ids.add(entry.path("transferId").asString()));
            before = page.has("nextBefore")
                    ? "&before=" + page.path("nextBefore").asLong()
                    : "";
        } while (!before.isEmpty());
        return ids;
    }

    private Answer ask(String call, Function<ApiClient, Answer> request) {
        return servers.ask(call, api -> request.apply(api.bearer(accessToken)));
    }

    private Answer admitted(String call, Function<ApiClient, Answer> request) {
        return ask(call, api -> request.apply(api.queueToken(queueToken)));
    }

    private boolean note(String call, String path, Answer answer) {
        return promises.note(this, call, path, answer);
    }

    private long performance() {
        return sale.performances().get(next % sale.performances().size());
    }

    private String room() {
        return "/api/v1/concerts/" + sale.concertId();
    }
}
