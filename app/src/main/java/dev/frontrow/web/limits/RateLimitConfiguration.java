package dev.frontrow.web.limits;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.sharing.LimitedJoin;
import dev.frontrow.sharing.RateLimitSwitch;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RateLimitSettings.class, RateLimitSwitch.class})
class RateLimitConfiguration {

    /// After the filter that reads a forwarded client address, before every expensive step.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    @Bean
    RateLimits rateLimits(
            RateLimitSettings settings,
            ObjectProvider<RequestMappingHandlerMapping> controllers,
            InstantSource clock,
            Nodes nodes,
            ProblemWriter problems) {
        return new RateLimits(settings, joins(controllers), clock, nodes, problems);
    }

    /// The addresses of the methods that are marked with [LimitedJoin].
    private static Set<String> joins(ObjectProvider<RequestMappingHandlerMapping> controllers) {
        return controllers.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> entry.getValue().hasMethodAnnotation(LimitedJoin.class))
                .flatMap(entry -> entry.getKey().getPatternValues().stream())
                .collect(Collectors.toSet());
    }

    /// Registered by name: filters are created with the web server, and the clock would start the database from
    /// within it.
    @Bean
    DelegatingFilterProxyRegistrationBean rateLimitsRegistration(RateLimitSwitch limits) {
        var registration = new DelegatingFilterProxyRegistrationBean("rateLimits");
        registration.setEnabled(limits.rateLimits());
        registration.setOrder(ORDER);
        return registration;
    }
}
