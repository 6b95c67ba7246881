package dev.frontrow.cluster;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether this server is one node of several on one database; it then needs `spring.datasource.url` and
///     `frontrow.identity.token-key`
/// @param node    the node's name, different for each node: letters, digits, dots and dashes. Without it, the host's
///     name and the port
/// @param drain   how long a node that is told to end (SIGTERM, Ctrl-C) still serves while it says that it is not
///     ready, so that the proxy in front notices; at most an hour. A second signal ends this. A server without a
///     cluster ends at once
@ConfigurationProperties("frontrow.cluster")
record ClusterProperties(
        @DefaultValue("false") boolean enabled,
        @Nullable String node,
        @DefaultValue("PT5S") Duration drain) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,100}");
    private static final Duration DRAIN_MAX = Duration.ofHours(1);

    ClusterProperties {
        node = node == null || node.isBlank() ? null : node.strip();
        if (node != null && !NAME.matcher(node).matches()) {
            throw new IllegalArgumentException("node must have 1 to 100 letters, digits, dots and dashes");
        }
        if (drain.isNegative() || drain.compareTo(DRAIN_MAX) > 0) {
            throw new IllegalArgumentException("drain must be a duration up to an hour, such as PT5S");
        }
    }

    Duration drainTime() {
        return enabled ? drain : Duration.ZERO;
    }
}
