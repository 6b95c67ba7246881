package dev.frontrow.tracing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param endpoint where an OpenTelemetry collector takes traces by OTLP over HTTP, such as
///     `http://collector:4318/v1/traces`; without it there are none
/// @param oneFanIn one fan of so many is followed, in all commands; `1` follows everybody
@ConfigurationProperties("frontrow.traces")
record TracesSettings(
        @Nullable String endpoint, @DefaultValue("100") int oneFanIn) {

    private static final String PATH = "/v1/traces";
    private static final int ONE_IN_MAX = 1_000_000;

    TracesSettings {
        endpoint = endpoint == null || endpoint.isBlank() ? null : complete(endpoint.strip());
        if (oneFanIn < 1 || oneFanIn > ONE_IN_MAX) {
            throw new IllegalArgumentException("one-fan-in must be from 1 to 1000000");
        }
    }

    /// Without a path, that of OTLP is added. What it holds is not repeated: it may be a password.
    private static String complete(String endpoint) {
        URI uri;
        try {
            uri = URI.create(endpoint);
        } catch (IllegalArgumentException unreadable) {
            throw unfit();
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw unfit();
        }
        return uri.getPath().isEmpty() || uri.getPath().equals("/")
                ? uri.resolve(PATH).toString()
                : endpoint;
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException("endpoint must be an address such as http://collector:4318/v1/traces");
    }
}
