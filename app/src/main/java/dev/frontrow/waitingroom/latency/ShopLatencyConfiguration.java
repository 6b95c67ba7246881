package dev.frontrow.waitingroom.latency;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One recorder, shared by the gate, which writes, and the admission tick, which reads.
@Configuration(proxyBeanMethods = false)
class ShopLatencyConfiguration {

    @Bean
    ShopLatency shopLatency(MeterRegistry registry) {
        return new ShopLatency(registry);
    }
}
