package dev.frontrow.web;

import dev.frontrow.problem.ProblemWriter;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimitConfiguration {

    /// Behind the filter that finds the client's address where a proxy passes it on, before all that cost something.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    @Bean
    RateLimits rateLimits(RateLimitSettings settings, InstantSource clock, ProblemWriter problems) {
        return new RateLimits(settings, clock, problems);
    }

    /// By name, because filters are made with the web server, and the clock would draw the database's start in there.
    /// The switch is a boolean because YAML reads a bare `off` as one.
    @Bean
    DelegatingFilterProxyRegistrationBean rateLimitsRegistration(@Value("${frontrow.rate-limits:on}") boolean on) {
        var registration = new DelegatingFilterProxyRegistrationBean("rateLimits");
        registration.setEnabled(on);
        registration.setOrder(ORDER);
        return registration;
    }
}
