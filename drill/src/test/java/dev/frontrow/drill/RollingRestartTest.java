package dev.frontrow.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.drill.RollingRestart.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./frontrow drill restart`.
class RollingRestartTest {

    private static final Plan PLAN = new Plan(
            3,
            Integer.getInteger("drill.rate", 100),
            10,
            Integer.getInteger("drill.rounds", 1),
            System.getProperty("drill.drain", "PT3S"));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void noCallFailsWhileAllNodesAreRestartedOneAfterTheOther() throws Exception {
        var result = new RollingRestart(PLAN, ClassPathPrograms.programs(), System.out).run(folder);
        System.out.println(result.summary());

        assertThat(result.failures()).isEmpty();
        assertThat(result.restarts()).isEqualTo(PLAN.nodes() * PLAN.rounds());
        assertThat(result.streamEnds()).as("streams that moved to another node").isGreaterThanOrEqualTo(10);
        assertThat(result.calls()).containsOnlyKeys(Shopper.Call.values());
    }
}
