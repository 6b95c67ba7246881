package dev.frontrow.metrics;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param port    where Prometheus finds the figures, at `/metrics`; without it they are served nowhere. Anybody who
///     reaches the port may read them, so keep it from the public
/// @param address the network address that the port belongs to; `0.0.0.0` for all, as a container needs it
@ConfigurationProperties("frontrow.metrics")
record MetricsSettings(
        @Nullable Integer port, @DefaultValue("127.0.0.1") String address) {

    private static final int PORT_MAX = 65_535;

    MetricsSettings {
        if (port != null && (port < 0 || port > PORT_MAX)) {
            throw new IllegalArgumentException("port must be from 0 to 65535");
        }
        address = address.strip();
        if (address.isEmpty()) {
            throw new IllegalArgumentException("address must not be empty");
        }
    }
}
