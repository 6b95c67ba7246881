package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Player.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two servers as nodes on a primary and its synchronous standby. The primary is killed under load and the standby
/// promoted, again and again.
class FailOverTest {

    private static final int ROUNDS = Integer.getInteger("frontrow.fail-overs", 5);
    private static final int ANSWERS = 200;
    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everythingAnsweredIsThereAfterEachFailOverAndSalesGoOnWithoutRestart() throws Exception {
        try (var scene = new Scene(folder)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Duration resumed = scene.failsOver(scene.postgres::killPrimary, () -> {});
                System.out.printf("fail-over %d: both nodes sell again after %d ms%n", round, resumed.toMillis());
                scene.keepsItsPromises();
                assertThat(resumed).isLessThan(RESUMED_WITHIN);
                scene.postgres.rebuild();
            }
            scene.restartsWithTheStandbyAsFirstHost();
        }
    }

    /// Its processes are stopped, so nothing answers and nothing is refused. Then they go on, as if they were primary.
    @Test
    void primaryThatVanishesAndComesBackChangesNothing() throws Exception {
        try (var scene = new Scene(folder)) {
            Duration resumed = scene.failsOver(
                    () -> scene.postgres.signalPrimary("STOP"), () -> scene.postgres.signalStandby("CONT"));
            System.out.printf("after a silent end both nodes sell again after %d ms%n", resumed.toMillis());
            scene.keepsItsPromises();
            assertThat(resumed).isLessThan(RESUMED_WITHIN);
        }
    }

    /// Without its standby the primary commits, and does not answer. A cancelled wait makes the COMMIT look done.
    @Test
    void answersNothingThatTheStandbyMayLackNeitherAtFirstNorWhenRepeated() throws Exception {
        try (var postgres = DebianPostgres.required(DebianPostgresPair.start());
                var server = start(postgres, folder, "one")) {
            ApiClient buyer = server.api().asNewBuyer();
            Supplier<Answer> topUp =
                    () -> buyer.idempotencyKey("key").post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000));
            postgres.signalStandby("STOP");
            var first = CompletableFuture.supplyAsync(topUp);
            await().atMost(PATIENCE).until(() -> {
                postgres.cancelWaits();
                return first.isDone();
            });
            assertThat(first.get().expectProblem(503, "busy").header("Retry-After"))
                    .isNotEmpty();

            var repeated = CompletableFuture.supplyAsync(topUp);
            await().atMost(PATIENCE).until(() -> postgres.waits() > 0);
            assertThat(repeated).isNotDone();
            postgres.signalStandby("CONT");

            assertThat(repeated.get().status()).isIn(201, 503);
            assertThat(topUp.get().expect(201).body().path("balanceMinor").asLong())
                    .isEqualTo(1_000);
            assertThat(buyer.get("/api/v1/buyers/me/balance")
                            .expect(200)
                            .body()
                            .path("balanceMinor")
                            .asLong())
                    .isEqualTo(1_000);
        }
    }

    /// What a standby lacks of an asynchronous primary is lost, as `docs/cluster.md` says; but no node goes on
    /// believing in it.
    @Test
    void nodesForgetWhatAnAsynchronousStandbyHasLost() throws Exception {
        try (var postgres = DebianPostgres.required(DebianPostgresPair.start());
                var server = start(postgres, folder, "one")) {
            Stage stage = Stage.open(server.api(), new TestClock(Instant.now()));
            Fan early = enters(stage.fan());
            Fan late = stage.fan();
            assertThat(early.holds("1").status()).isEqualTo(201);
            postgres.loseStandby();
            long position = enters(late).polls().body().path("position").asLong();
            assertThat(late.holds("2").status()).isEqualTo(201);
            assertThat(early.seatStatus("2")).isEqualTo("HELD");

            postgres.killPrimary();
            postgres.promote();

            await().atMost(PATIENCE)
                    .until(() -> early.seesSeats().status() == 200
                            && early.seatStatus("2").equals("FREE"));
            assertThat(early.seatStatus("1")).isEqualTo("HELD");
            assertThat(late.api().get("/api/v1/holds/" + late.holdId()).status())
                    .isEqualTo(404);
            // The signed queue token is a record of its own.
            assertThat(enters(late).polls().body().path("position").asLong()).isEqualTo(position);
            assertThat(late.holds("2").status()).isEqualTo(201);
            Audit.of(postgres.login()).findsNoContradiction(Instant.now());
        }
    }

    /// The owner of the room calls a place within some seconds. A fan who has a place only polls.
    private static Fan enters(Fan fan) {
        if (fan.queueToken().isEmpty()) {
            fan.joins().expect(201);
        }
        await().atMost(PATIENCE)
                .until(() -> fan.polls().body().path("state").asString("").equals("ADMITTED"));
        return fan;
    }

    private static ServerProcess start(DebianPostgresPair postgres, Path folder, String name) throws IOException {
        Map<String, String> environment = new HashMap<>(postgres.environment());
        if (name.equals("two")) {
            // With several hosts, the URL need not say that the primary is meant.
            environment.compute("SPRING_DATASOURCE_URL", (_, url) -> url.replaceFirst("\\?.*", ""));
        }
        environment.put("FRONTROW_CLUSTER_ENABLED", "true");
        environment.put("FRONTROW_CLUSTER_NODE", name);
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        return ServerProcess.start(ServerProgram.command(ServerProgram.SERVER), folder.resolve(name), environment);
    }

    private interface Step {
        void run() throws Exception;
    }

    /// Two nodes and fans who buy at both of them.
    private static final class Scene implements AutoCloseable {

        private final Promises promises = new Promises();
        private final DebianPostgresPair postgres;
        private final ServerProcess one;
        private final ServerProcess two;
        private final PatientServers nodes;
        private final List<Player> players;

        Scene(Path folder) throws IOException, InterruptedException {
            postgres = DebianPostgres.required(DebianPostgresPair.start());
            one = start(postgres, folder, "one");
            two = start(postgres, folder, "two");
            nodes = new PatientServers(List.of(one.port(), two.port()));
            players = Sale.open(one.api()).players(nodes, promises);
        }

        /// Breaks the primary under load and promotes its standby. Returns how long after the promotion had begun both
        /// nodes sold again.
        Duration failsOver(Step breaks, Step afterwards) throws Exception {
            var over = new AtomicBoolean();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Player player : players) {
                    threads.execute(() -> {
                        while (!over.get() && player.buysOnce()) {
                            // The next seat.
                        }
                    });
                }
                awaitMoreAnswers();
                breaks.run();
                long promoted = System.nanoTime();
                postgres.promote();
                await().atMost(PATIENCE)
                        .until(() -> nodes.nanosUntilAllSoldSince(promoted).isPresent());
                afterwards.run();
                awaitMoreAnswers();
                over.set(true);
                return Duration.ofNanos(nodes.nanosUntilAllSoldSince(promoted).getAsLong());
            } finally {
                over.set(true);
            }
        }

        private void awaitMoreAnswers() {
            int before = promises.size();
            await().atMost(PATIENCE).until(() -> promises.size() >= before + ANSWERS);
        }

        void restartsWithTheStandbyAsFirstHost() throws IOException, InterruptedException {
            two.kill();
            two.startAgain();
            assertThat(two.accessTokens(1))
                    .hasSize(1)
                    .allSatisfy(token -> assertThat(ApiClient.at(two.port())
                                    .bearer(token)
                                    .get("/api/v1/buyers/me/balance")
                                    .status())
                            .isEqualTo(200));
            keepsItsPromises();
        }

        void keepsItsPromises() {
            assertThat(one.alive() && two.alive()).isTrue();
            assertThat(nodes.faults()).allMatch(fault -> fault.code().equals("busy"));
            promises.areKept(players);
            Audit.of(postgres.login()).findsNoContradiction(Instant.now());
        }

        @Override
        public void close() throws IOException, InterruptedException {
            two.close();
            one.close();
            postgres.close();
        }
    }
}
