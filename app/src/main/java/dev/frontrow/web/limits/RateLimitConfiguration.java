package dev.frontrow.web.limits;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.sharing.RateLimitSwitch;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RateLimitSettings.class, RateLimitSwitch.class})
class RateLimitConfiguration {

    /// After the filter that reads a forwarded client address, before every expensive step.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    @Bean
    RateLimits rateLimits(RateLimitSettings settings, InstantSource clock, Nodes nodes, ProblemWriter problems) {
        return new RateLimits(settings, clock, nodes, problems);
    }

    /// Registered by name: filters are created with the web server, and the clock would start the database from
    /// within it.
    @Bean
    DelegatingFilterProxyRegistrationBean rateLimitsRegistration(RateLimitSwitch wanted) {
        var registration = new DelegatingFilterProxyRegistrationBean("rateLimits");
        registration.setEnabled(wanted.rateLimits());
        registration.setOrder(ORDER);
        return registration;
    }
}
