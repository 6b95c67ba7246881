package dev.frontrow.metrics;

import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemCounts;
import dev.frontrow.problem.ProblemWriter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Publishes how often this server has refused, by the code that clients got.
@Component
class RefusalMeters implements MeterBinder {

    private final ProblemCounts counts;

    RefusalMeters(ProblemWriter problems) {
        this.counts = problems.counts();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ProblemCode code : ProblemCode.values()) {
            FunctionCounter.builder("frontrow.refusals", counts, known -> known.of(code))
                    .tag("code", code.code())
                    .description("refused requests by the code of their answers")
                    .register(registry);
        }
    }
}
