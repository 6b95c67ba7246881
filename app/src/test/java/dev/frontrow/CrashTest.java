package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.Player.Sale;
import dev.frontrow.database.DatabaseLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/// Kills the server and its database with `kill -9` under a load of all calls. Afterwards everything answered
/// with 2xx is there, and no command is half done.
class CrashTest {

    private static final int ANSWERS_BEFORE_THE_KILL = 400;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Promises promises = new Promises();
    private final AtomicReference<ApiClient> api = new AtomicReference<>();

    @Execution(CONCURRENT)
    @Test
    void everythingAnsweredIsThereAfterTheServerWasKilled() throws Exception {
        Path data = folder.resolve("data");
        List<Player> players;
        try (var server = ServerProcess.start(data)) {
            players = players(server);
            playUntilKilled(players, server::kill);
        }
        for (int round = 0; round < 2; round++) {
            try (var server = ServerProcess.start(data)) {
                api.set(server.api());
                keepsItsPromises(players);
                audit(server.database());
                playUntilKilled(players, server::kill);
            }
        }
        try (var server = ServerProcess.start(data)) {
            api.set(server.api());
            keepsItsPromises(players);
            audit(server.database());
            assertThat(server.stop()).isZero();
        }
    }

    @Execution(CONCURRENT)
    @Test
    void everythingAnsweredIsThereAfterTheDatabaseWasKilledAndTheServerGoesOnByItself() throws Exception {
        try (var server = ServerProcess.start(folder.resolve("data"))) {
            List<Player> players = players(server);
            playUntilKilled(players, () -> kill(server.postmasterPid()));

            awaitDatabase(server.api());

            assertThat(server.alive()).isTrue();
            assertThat(promises.faults()).allMatch(fault -> fault.status() == 503 || fault.status() == 409);
            keepsItsPromises(players);
            audit(server.database());
        }
    }

    private List<Player> players(ServerProcess server) {
        api.set(server.api());
        return Sale.open(server.api()).players((_, request) -> request.apply(api.get()), promises);
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
                threads.execute(() -> {
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
        assertThat(promises.size()).isGreaterThan(ANSWERS_BEFORE_THE_KILL / 2);
        players.forEach(Player::signsIn);
        promises.areKept(players);
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
}
