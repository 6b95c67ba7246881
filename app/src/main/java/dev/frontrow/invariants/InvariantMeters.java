package dev.frontrow.invariants;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Publishes how many contradictions of each invariant were found last, and how long ago. Not a number while it is not
/// known.
@Component
class InvariantMeters implements MeterBinder {

    private final InvariantReports reports;
    private final InstantSource clock;

    InvariantMeters(InvariantReports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Invariant invariant : Invariant.values()) {
            Gauge.builder("frontrow.invariants.broken", reports, known -> broken(known, invariant))
                    .tag("invariant", invariant.key())
                    .description("contradictions that the last check found")
                    .register(registry);
        }
        TimeGauge.builder("frontrow.invariants.age", reports, TimeUnit.SECONDS, this::age)
                .description("time since the last check")
                .register(registry);
    }

    private double age(InvariantReports reports) {
        return reports.latest()
                .map(report ->
                        Duration.between(report.checkedAt(), clock.instant()).toMillis() / 1e3)
                .orElse(Double.NaN);
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
