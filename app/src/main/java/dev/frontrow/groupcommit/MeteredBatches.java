package dev.frontrow.groupcommit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// Publishes meters of a group commit: batch size, wait of the first command, run time and commands waiting now.
/// Keeps only counts, sums and maxima, so memory use is constant.
public final class MeteredBatches implements BatchObserver {

    private final MeterRegistry registry;
    private final String name;
    private final DistributionSummary commands;
    private final Timer waited;
    private final Timer ran;

    /// @param name the group commit's name, used as tag `name` of all its meters
    public MeteredBatches(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        this.commands = DistributionSummary.builder("frontrow.groupcommit.commands")
                .description("commands in one batch")
                .tag("name", name)
                .register(registry);
        this.waited = Timer.builder("frontrow.groupcommit.wait")
                .description("how long the command at the head of a batch has waited")
                .tag("name", name)
                .register(registry);
        this.ran = Timer.builder("frontrow.groupcommit.run")
                .description("how long a batch took, with its commit")
                .tag("name", name)
                .register(registry);
    }

    /// Also publishes how many commands wait. A separate step, because the group commit is created with its
    /// observer.
    public <C, O> GroupCommit<C, O> watch(GroupCommit<C, O> commits) {
        Gauge.builder("frontrow.groupcommit.waiting", commits, GroupCommit::waiting)
                .description("commands that wait for their batch")
                .tag("name", name)
                .strongReference(true)
                .register(registry);
        return commits;
    }

    @Override
    public void ran(int batchSize, long waitedNanos, long ranNanos) {
        commands.record(batchSize);
        waited.record(waitedNanos, TimeUnit.NANOSECONDS);
        ran.record(ranNanos, TimeUnit.NANOSECONDS);
    }
}
