package dev.frontrow.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.drill.ClusterDrill.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./frontrow drill cluster`.
class ClusterDrillTest {

    private static final Plan PLAN = new Plan(
            3,
            Integer.getInteger("drill.fans", 2_000),
            Integer.getInteger("drill.seats", 1_000),
            Duration.ofSeconds(Integer.getInteger("drill.seconds", 180)),
            Integer.getInteger("drill.ownerStops", 50),
            Long.getLong("drill.seed", ThreadLocalRandom.current().nextLong(1_000_000)));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void nothingIsLostWhileNodesAndDatabaseAndRedisFail() throws Exception {
        System.out.println("seed " + PLAN.seed() + ", logs in " + folder);

        var broken = new ClusterDrill(PLAN, ClassPathPrograms.programs(), System.out).run(folder);

        assertThat(broken)
                .isNotEmpty()
                .allSatisfy((rule, by) -> assertThat(by).as(rule).isEmpty());
    }
}
