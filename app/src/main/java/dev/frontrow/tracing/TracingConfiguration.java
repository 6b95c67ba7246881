package dev.frontrow.tracing;

import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    SpanCounts spanCounts() {
        return new SpanCounts();
    }

    /// Without an endpoint nothing of the library is even loaded.
    @Bean
    Traces traces(
            TracesSettings settings,
            SpanCounts counts,
            ObjectProvider<InstantSource> clock,
            @Value("${frontrow.cluster.node:}") String node) {
        return settings.endpoint() == null
                ? Traces.OFF
                : new SentTraces(settings.endpoint(), settings.oneFanIn(), node, clock::getObject, counts);
    }
}
