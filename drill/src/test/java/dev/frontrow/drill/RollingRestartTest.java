package dev.frontrow.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.frontrow.drill.RollingRestart.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./frontrow drill restart --upgrade`. Each node is replaced once, by the next version.
class RollingRestartTest {

    private static final Plan PLAN = new Plan(
            2,
            Integer.getInteger("drill.rate", 300),
            10,
            Integer.getInteger("drill.rounds", 0),
            true,
            System.getProperty("drill.drain", "PT3S"));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void noCallFailsWhileTheNextVersionReplacesOneNodeAfterTheOther() throws Exception {
        var result = new RollingRestart(PLAN, ClassPathPrograms.programs(), System.out).run(folder);
        System.out.println(result.summary());

        assertThat(result.failures()).isEmpty();
        assertThat(result.contradictions()).isEmpty();
        assertThat(result.isClean())
                .as("no call was refused, unless the machine was too slow")
                .isTrue();
        // However slow the answers are.
        assertThat(result.perSecond()).isCloseTo((double) PLAN.perSecond(), withPercentage(2));
        assertThat(result.streamEnds()).as("streams that moved to another node").isGreaterThanOrEqualTo(PLAN.streams());
        assertThat(result.calls()).containsOnlyKeys(Shopper.Call.values());
    }
}
