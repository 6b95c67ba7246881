package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.groupcommit.Callers.Call;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MeteredBatchesTest {

    private static final GroupCommitSettings SETTINGS = new GroupCommitSettings(1, 8, 8, Duration.ofMinutes(1));

    @AutoClose
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final MeteredBatches holds = new MeteredBatches(registry, "holds");

    @Test
    void showsHowLargeBatchesWereAndHowLongTheyTook() {
        holds.ran(3, 2_000_000, 5_000_000);
        holds.ran(5, 1_000_000, 6_000_000);

        var commands = registry.get("frontrow.groupcommit.commands")
                .tag("name", "holds")
                .summary();
        assertThat(commands.count()).isEqualTo(2);
        assertThat(commands.totalAmount()).isEqualTo(8);
        assertThat(commands.max()).isEqualTo(5);
        assertThat(millis("frontrow.groupcommit.wait")).isEqualTo(3);
        assertThat(millis("frontrow.groupcommit.run")).isEqualTo(11);
    }

    @Test
    void showsHowManyWait() throws Exception {
        var till = new Till();
        var commits = holds.watch(new GroupCommit<>(till, SETTINGS, holds));
        var callers = new Callers(commits, Thread.ofVirtual());
        till.close();
        Call first = callers.submit("a concert", "first");
        till.awaitBatchAtTheGate();
        List<Call> others = callers.queueUp("a concert", "a", "b");

        assertThat(waiting("holds")).isEqualTo(2);

        till.open();
        first.outcome();
        for (Call other : others) {
            other.outcome();
        }
        assertThat(waiting("holds")).isZero();
        assertThat(registry.get("frontrow.groupcommit.commands").summary().totalAmount())
                .isEqualTo(3);
    }

    @Test
    void keepsGroupCommitsApartByTheirNames() {
        var payments = new MeteredBatches(registry, "payments");
        holds.watch(new GroupCommit<>(new Till(), SETTINGS, holds));
        payments.watch(new GroupCommit<>(new Till(), SETTINGS, payments));

        payments.ran(7, 0, 1);

        assertThat(registry.get("frontrow.groupcommit.commands")
                        .tag("name", "holds")
                        .summary()
                        .count())
                .isZero();
        assertThat(registry.find("frontrow.groupcommit.waiting").gauges()).hasSize(2);
    }

    private double millis(String timer) {
        return registry.get(timer).tag("name", "holds").timer().totalTime(TimeUnit.MILLISECONDS);
    }

    private double waiting(String name) {
        return registry.get("frontrow.groupcommit.waiting")
                .tag("name", name)
                .gauge()
                .value();
    }
}
