package dev.frontrow.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Publishes how many nodes live and how many leases this one holds.
@Component
class ClusterMeters implements MeterBinder {

    private final Nodes nodes;
    private final Leases leases;

    ClusterMeters(Nodes nodes, Leases leases) {
        this.nodes = nodes;
        this.leases = leases;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("frontrow.cluster.nodes", nodes, Nodes::count)
                .description("live nodes, as this one knows")
                .register(registry);
        Gauge.builder("frontrow.cluster.leases", leases, Leases::count)
                .description("leases that this node holds")
                .register(registry);
    }
}
