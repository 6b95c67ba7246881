package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Player.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two servers as nodes on a primary and its synchronous standby. The primary is killed under load and the standby
/// promoted, again and again.
class FailOverTest {

    private static final int ROUNDS = 5;
    private static final int ANSWERS = 200;
    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Promises promises = new Promises();

    @Test
    void everythingAnsweredIsThereAfterEachFailOverAndSalesGoOnWithoutRestart() throws Exception {
        try (var postgres = DebianPostgres.required(DebianPostgresPair.start());
                var one = start(postgres, "one");
                var two = start(postgres, "two")) {
            var nodes = new PatientServers(List.of(one.port(), two.port()));
            Sale sale = Sale.open(one.api());
            List<Player> players = sale.players(nodes, promises);
            for (int round = 1; round <= ROUNDS; round++) {
                Duration resumed = failOverUnderLoad(postgres, players, nodes);
                System.out.printf("fail-over %d: both nodes sell again after %d ms%n", round, resumed.toMillis());

                assertThat(one.alive() && two.alive()).isTrue();
                promises.areKept(players);
                Audit.of(postgres.login()).findsNoContradiction(Instant.now());
                assertThat(resumed).isLessThan(RESUMED_WITHIN);
                if (round < ROUNDS) {
                    postgres.rebuild();
                }
            }
            assertThat(nodes.faults())
                    .isNotEmpty()
                    .allMatch(fault -> fault.code().equals("busy"));
        }
    }

    /// Returns how long after the promotion had begun both nodes sold again.
    private Duration failOverUnderLoad(DebianPostgresPair postgres, List<Player> players, PatientServers nodes)
            throws Exception {
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
            postgres.killPrimary();
            long promoted = System.nanoTime();
            postgres.promote();
            await().atMost(PATIENCE)
                    .until(() -> nodes.nanosUntilAllSoldSince(promoted).isPresent());
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

    private ServerProcess start(DebianPostgresPair postgres, String name) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", postgres.url());
        environment.put("SPRING_DATASOURCE_USERNAME", postgres.login().username());
        environment.put("SPRING_DATASOURCE_PASSWORD", postgres.login().password());
        environment.put("FRONTROW_CLUSTER_ENABLED", "true");
        environment.put("FRONTROW_CLUSTER_NODE", name);
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        return ServerProcess.start(ServerProgram.command(ServerProgram.SERVER), folder.resolve(name), environment);
    }
}
