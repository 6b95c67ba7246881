package dev.frontrow.waitingroom;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One measure for the gate, which records, and the admission, which looks.
@Configuration(proxyBeanMethods = false)
class ShopLatencyConfiguration {

    @Bean
    ShopLatency shopLatency() {
        return new ShopLatency();
    }
}
