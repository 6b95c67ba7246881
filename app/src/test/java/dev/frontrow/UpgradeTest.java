package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.Player.Sale;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// From the last release to this version, and on to the next one, which is imitated: the same server with further
/// scripts that change tables as `CONTRIBUTING.md` has it. Fans buy before, beside and after.
class UpgradeTest {

    private static final int ANSWERS = 150;
    private static final int START_SECONDS_MAX = 120;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final DatabaseLogin owner = SharedDatabase.fresh();
    private final Promises promises = new Promises();
    private final List<ApiClient> servers = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Execution(CONCURRENT)
    @Test
    void fansBuyWhileTheNextVersionReplacesThisOne() throws Exception {
        takesOverTheRelease();
        try (var old = start("old", ServerProgram.command(ServerProgram.SERVER))) {
            SaleOfRelease.goesOn(old.api());
            Audit.of(owner).findsNoContradiction(Instant.now());
            servers.add(old.api());
            List<Player> players = Sale.open(old.api())
                    .players(
                            (_, request) -> request.apply(servers.get(calls.incrementAndGet() % servers.size())),
                            promises);
            buy(players);
            try (var next = start("next", ServerProgram.serverWith(NextVersion.in(folder)))) {
                servers.add(next.api());
                assertThat(hasNextTables()).isTrue();
                buy(players);
                assertThat(promises.faults()).isEmpty();

                servers.remove(0);
                assertThat(old.stop()).isZero();
                buy(players);

                promises.areKept(players);
                Audit.of(owner).findsNoContradiction(Instant.now());
                refusesToStartAgain();
                refusesItsBackups();
            }
        }
    }

    private void takesOverTheRelease() {
        List<String> lines = new ArrayList<>();
        String[] file = {SaleOfRelease.FILE.toString()};

        assertThat(new RestoreCommand(environment("old"), Lines.into(lines), Lines.into(lines)).run(file))
                .as(lines.toString())
                .isZero();
        SaleOfRelease.isIn(owner);
        Audit.of(owner).findsNoContradiction(Instant.now());
    }

    /// At a release only: the README beside the backups says how.
    @EnabledIfSystemProperty(named = SaleOfRelease.WRITE, matches = "true")
    @Test
    void writesTheSaleOfThisRelease() throws Exception {
        try (var server = start("old", ServerProgram.command(ServerProgram.SERVER))) {
            SaleOfRelease.play(server.api());
            SaleOfRelease.write(owner);
        }
    }

    private void buy(List<Player> players) {
        int enough = promises.size() + ANSWERS;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Player player : players) {
                threads.execute(() -> {
                    while (promises.size() < enough && player.buysOnce()) {
                        // goes on
                    }
                });
            }
        }
    }

    private boolean hasNextTables() {
        return JdbcClient.create(new DriverManagerDataSource(owner.url(), owner.username(), owner.password()))
                .sql(NextVersion.HAS_ITS_TABLES)
                .query(Boolean.class)
                .single();
    }

    private void refusesToStartAgain() throws Exception {
        List<String> command = new ArrayList<>(ServerProgram.command(ServerProgram.SERVER));
        command.addAll(List.of("--server.port=0", "--frontrow.data-dir=" + folder.resolve("old")));
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment("old"));
        Process refused = builder.start();
        refused.onExit()
                .orTimeout(START_SECONDS_MAX, TimeUnit.SECONDS)
                .whenComplete((_, late) -> refused.destroyForcibly());
        try (var errors = refused.errorReader()) {
            assertThat(errors.lines().filter(line -> line.startsWith("frontrow: ")))
                    .containsExactly("frontrow: The database at " + owner.url()
                            + " was changed by a newer version of Frontrow: start that one, or restore a backup from"
                            + " before its start (UPGRADING.md).");
        }
        assertThat(refused.waitFor()).isEqualTo(1);
    }

    /// This version can save what a newer one has written, but not make its tables.
    private void refusesItsBackups() {
        List<String> lines = new ArrayList<>();
        String[] file = {folder.resolve("next.backup").toString()};
        Map<String, String> target = SharedDatabase.environment(SharedDatabase.fresh());

        assertThat(new BackupCommand(environment("old"), Lines.into(lines), Lines.into(lines)).run(file))
                .as(lines.toString())
                .isZero();
        assertThat(new RestoreCommand(target, Lines.into(lines), Lines.into(lines)).run(file))
                .isEqualTo(1);
        assertThat(lines.getLast()).endsWith("was made by a newer Frontrow (development): restore it with that one.");
    }

    private ServerProcess start(String name, List<String> program) throws IOException {
        return ServerProcess.start(program, folder.resolve(name), environment(name));
    }

    private Map<String, String> environment(String node) {
        Map<String, String> environment = new HashMap<>(SharedDatabase.environment(owner));
        environment.put("FRONTROW_CLUSTER_ENABLED", "true");
        environment.put("FRONTROW_CLUSTER_NODE", node);
        environment.put("FRONTROW_CLUSTER_DRAIN", "PT0S");
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        return environment;
    }
}
