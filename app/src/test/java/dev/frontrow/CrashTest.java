package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.database.DatabaseLogin;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import tools.jackson.databind.JsonNode;

/// Kills the server and its database with `kill -9` under a load of all calls. Afterwards everything answered
/// with 2xx is there, and no command is half done.
class CrashTest {

    private static final int FANS = 12;
    private static final int PERFORMANCES = 40;
    private static final int ANSWERS_BEFORE_THE_KILL = 400;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /// A 2xx that a fan has received, and how to read its effect.
    private record Promise(Player fan, String call, String path, Answer answer) {

        void isKept() {
            switch (call) {
                case "payment" -> assertThat(now()).isEqualTo(answer.body());
                case "hold" ->
                    assertThat(now().path("seats")).isEqualTo(answer.body().path("seats"));
                case "release" -> assertThat(now().path("status").asString()).isNotIn("HELD", "CONFIRMED");
                default -> {}
            }
        }

        private JsonNode now() {
            return fan.api().get(path).expect(200).body();
        }
    }

    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();

    @Execution(CONCURRENT)
    @Test
    void everythingAnsweredIsThereAfterTheServerWasKilled() throws Exception {
        Path data = folder.resolve("data");
        List<Player> players;
        long concertId;
        try (var server = ServerProcess.start(data)) {
            concertId = concert(server.api());
            players = players(server.api(), concertId);
            playUntilKilled(players, server::kill);
        }
        for (int round = 0; round < 2; round++) {
            try (var server = ServerProcess.start(data)) {
                players.forEach(player -> player.movesTo(server.api()));
                keepsItsPromises(players);
                audit(server.database());
                playUntilKilled(players, server::kill);
            }
        }
        try (var server = ServerProcess.start(data)) {
            players.forEach(player -> player.movesTo(server.api()));
            keepsItsPromises(players);
            audit(server.database());
            assertThat(server.stop()).isZero();
        }
    }

    @Execution(CONCURRENT)
    @Test
    void everythingAnsweredIsThereAfterTheDatabaseWasKilledAndTheServerGoesOnByItself() throws Exception {
        try (var server = ServerProcess.start(folder.resolve("data"))) {
            List<Player> players = players(server.api(), concert(server.api()));
            playUntilKilled(players, () -> kill(server.postmasterPid()));

            awaitDatabase(server.api());

            assertThat(server.alive()).isTrue();
            assertThat(faults).allMatch(fault -> fault.status() == 503 || fault.status() == 409);
            keepsItsPromises(players);
            audit(server.database());
        }
    }

    private interface Killing {
        void kill() throws Exception;
    }

    /// Every fan buys repeatedly until there are enough answers; then the process is killed.
    private void playUntilKilled(List<Player> players, Killing killing) throws Exception {
        int before = promises.size();
        var enough = new CountDownLatch(1);
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Player player : players) {
                threads.submit(() -> {
                    while (!over.get() && player.buysOnce()) {
                        if (promises.size() - before >= ANSWERS_BEFORE_THE_KILL) {
                            enough.countDown();
                        }
                    }
                });
            }
            enough.await();
            killing.kill();
            over.set(true);
        }
    }

    private void keepsItsPromises(List<Player> players) {
        assertThat(promises).hasSizeGreaterThan(ANSWERS_BEFORE_THE_KILL / 2);
        assertThat(promises)
                .extracting(Promise::call)
                .contains("join", "hold", "top-up", "payment", "release", "leave");
        for (Player player : players) {
            player.refreshesSession();
        }
        Map<Player, Set<String>> ledgers = new HashMap<>();
        players.forEach(player -> ledgers.put(player, player.transfers()));
        for (Promise promise : promises) {
            if (promise.call().equals("top-up")) {
                assertThat(ledgers.get(promise.fan()))
                        .contains(promise.answer().body().path("topUpId").asString());
            } else {
                promise.isKept();
            }
        }
        players.forEach(Player::findsOwnPlace);
    }

    private static void audit(DatabaseLogin login) {
        Audit.of(login).findsNoContradiction(Instant.now());
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void awaitDatabase(ApiClient api) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (api.get("/actuator/health/readiness").status() != 200) {
            assertThat(Instant.now()).as("the database came back in time").isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private static long concert(ApiClient api) {
        Map<String, Object> request = Stage.request(Instant.now());
        request.put(
                "performances",
                IntStream.range(0, PERFORMANCES)
                        .mapToObj(i -> Stage.performance(Instant.now(), 10 + i))
                        .toList());
        return api.asOperator()
                .post("/api/v1/operator/concerts", request)
                .expect(201)
                .body()
                .path("concertId")
                .asLong();
    }

    private List<Player> players(ApiClient api, long concertId) {
        List<Long> performances = new ArrayList<>();
        for (JsonNode performance :
                api.get("/api/v1/concerts/" + concertId).expect(200).body().path("performances")) {
            performances.add(performance.path("performanceId").asLong());
        }
        return IntStream.range(0, FANS)
                .mapToObj(i -> new Player("player-" + i, api, concertId, performances, i))
                .toList();
    }

    /// A fan who buys one seat after the other and records every promise.
    private final class Player {

        private final String username;
        private final long concertId;
        private final List<Long> performances;
        private final AtomicReference<ApiClient> server;
        private int next;
        private String queueToken = "";
        private String placeState = "";

        Player(String username, ApiClient server, long concertId, List<Long> performances, int first) {
            this.username = username;
            this.concertId = concertId;
            this.performances = performances;
            next = first;
            server.post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                    .expect(201);
            this.server = new AtomicReference<>(server.asSignedIn(username, ApiClient.PASSWORD));
        }

        ApiClient api() {
            return server.get();
        }

        void movesTo(ApiClient restarted) {
            server.set(restarted);
            refreshesSession();
        }

        void refreshesSession() {
            server.updateAndGet(client -> client.asSignedIn(username, ApiClient.PASSWORD));
        }

        /// False once the server is gone.
        boolean buysOnce() {
            try {
                joins();
                var admitted = api().queueToken(queueToken);
                admitted.get(room() + "/queue-tokens/current");
                admitted.get("/api/v1/performances/" + performance() + "/seats");
                topsUp();
                String holdId = holds(admitted);
                if (!holdId.isEmpty() && next % 5 == 0) {
                    keep("release", "/api/v1/holds/" + holdId, api().delete("/api/v1/holds/" + holdId));
                    keep("leave", "", admitted.delete(room() + "/queue-tokens/current"));
                    placeState = "";
                } else if (!holdId.isEmpty()) {
                    pays(admitted, holdId);
                }
                next++;
                return true;
            } catch (UncheckedIOException _) {
                return false;
            }
        }

        private void joins() {
            Answer answer = api().post(room() + "/queue-tokens");
            if (keep("join", "", answer)) {
                queueToken = answer.body().path("queueToken").asString();
                placeState = answer.body().path("state").asString();
            }
        }

        private void topsUp() {
            Answer answer = api().idempotencyKey(UUID.randomUUID().toString())
                    .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", Stage.FRONT_PRICE));
            keep("top-up", "", answer);
        }

        private String holds(ApiClient admitted) {
            String seat = Integer.toString(1 + next / performances.size() + FANS * (next % 4));
            Answer answer =
                    admitted.post("/api/v1/holds", Map.of("performanceId", performance(), "seats", List.of(seat)));
            String holdId = answer.body().path("holdId").asString("");
            keep("hold", "/api/v1/holds/" + holdId, answer);
            return holdId;
        }

        private void pays(ApiClient admitted, String holdId) {
            Answer answer = admitted.idempotencyKey("pay " + holdId).post("/api/v1/payments", Map.of("holdId", holdId));
            String path = "/api/v1/payments/" + answer.body().path("paymentId").asString("");
            if (keep("payment", path, answer)) {
                placeState = "";
            }
        }

        /// A fan who got a place, and has neither left nor paid since, still has the same place. A payment or a
        /// departure whose answer was lost may have ended it.
        void findsOwnPlace() {
            if (placeState.isEmpty()) {
                return;
            }
            var place = api().queueToken(queueToken)
                    .get(room() + "/queue-tokens/current")
                    .expect(200)
                    .body();
            if (place.path("state").asString().equals("ADMITTED")) {
                var again = api().post(room() + "/queue-tokens").expect(200).body();
                assertThat(again.path("position")).isEqualTo(place.path("position"));
                assertThat(again.path("admittedUntil")).isEqualTo(place.path("admittedUntil"));
            } else {
                assertThat(place.path("state").asString()).isIn("FINISHED", "LEFT");
            }
        }

        Set<String> transfers() {
            Set<String> ids = new HashSet<>();
            String before = "";
            do {
                var page = api().get("/api/v1/buyers/me/ledger?limit=200" + before)
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

        private boolean keep(String call, String path, Answer answer) {
            boolean success = answer.status() / 100 == 2;
            if (success) {
                promises.add(new Promise(this, call, path, answer));
            } else if (answer.status() >= 500) {
                faults.add(answer);
            }
            return success;
        }

        private long performance() {
            return performances.get(next % performances.size());
        }

        private String room() {
            return "/api/v1/concerts/" + concertId;
        }
    }
}
