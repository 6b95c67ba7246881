package dev.frontrow.news;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Whether this server is a node of a cluster. Spring Boot's own condition compares text, and YAML makes `true`
/// of `on`.
final class Shared implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().getProperty("frontrow.cluster.enabled", Boolean.class, false);
    }
}
