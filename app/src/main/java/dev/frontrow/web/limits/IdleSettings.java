package dev.frontrow.web.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Jetty itself takes no idle timeout at all for zero, so that idle connections would stay open forever.
///
/// @param connectionIdleTimeout how long a connection may stay open without a byte, at least one second
@ConfigurationProperties("server.jetty")
record IdleSettings(@DefaultValue("60s") Duration connectionIdleTimeout) {

    private static final Duration TIME_MIN = Duration.ofSeconds(1);

    IdleSettings {
        if (connectionIdleTimeout.compareTo(TIME_MIN) < 0) {
            throw new IllegalArgumentException(
                    "connection-idle-timeout must be at least one second, not %s".formatted(connectionIdleTimeout));
        }
    }
}
