package dev.frontrow.cluster;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether this server is one node of several on one database; it then needs `spring.datasource.url` and
///     `frontrow.identity.token-key`
/// @param node    the node's name, different for each node: letters, digits, dots and dashes. Without it, the host's
///     name and the port
@ConfigurationProperties("frontrow.cluster")
record ClusterProperties(
        @DefaultValue("false") boolean enabled, @Nullable String node) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,100}");

    ClusterProperties {
        node = node == null || node.isBlank() ? null : node.strip();
        if (node != null && !NAME.matcher(node).matches()) {
            throw new IllegalArgumentException("node must have 1 to 100 letters, digits, dots and dashes");
        }
    }
}
