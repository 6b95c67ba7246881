package dev.frontrow.waitingroom.latency;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One recorder, shared by the gate, which writes, and the admission tick, which reads.
@Configuration(proxyBeanMethods = false)
class ShopLatencyConfiguration {

    @Bean
    ShopLatency shopLatency() {
        return new ShopLatency();
    }
}
