package dev.frontrow.tracing;

import dev.frontrow.tracing.SpanCounts.Fate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Publishes what became of spans.
@Component
class SpanMeters implements MeterBinder {

    private final SpanCounts counts;

    SpanMeters(SpanCounts counts) {
        this.counts = counts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Fate fate : Fate.values()) {
            FunctionCounter.builder("frontrow.traces.spans", counts, known -> known.of(fate))
                    .tag("outcome", fate.label())
                    .description("spans of traces by what became of them")
                    .register(registry);
        }
    }
}
