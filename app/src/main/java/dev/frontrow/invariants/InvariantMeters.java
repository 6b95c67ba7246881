package dev.frontrow.invariants;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Publishes how many contradictions of each invariant were found last. Not a number while it is not known.
@Component
class InvariantMeters implements MeterBinder {

    private final InvariantReports reports;

    InvariantMeters(InvariantReports reports) {
        this.reports = reports;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Invariant invariant : Invariant.values()) {
            Gauge.builder("frontrow.invariants.broken", reports, known -> broken(known, invariant))
                    .tag("invariant", invariant.key())
                    .description("contradictions that the last check found")
                    .register(registry);
        }
    }

    private static double broken(InvariantReports reports, Invariant invariant) {
        return reports.latest()
                .map(report -> report.of(invariant))
                .filter(finding -> finding.state() != InvariantReport.State.UNKNOWN)
                .map(InvariantReport.Finding::faults)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
