package dev.frontrow;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Switches the periodic work on; tests leave it off and crank each step by hand.
@Configuration
@EnableScheduling
@Conditional(Schedules.Wanted.class)
class Schedules {

    /// Spring Boot's own condition compares text, and YAML makes `true` of `on`.
    static final class Wanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty("frontrow.schedules", Boolean.class, true);
        }
    }
}
