package dev.frontrow.news.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where Redis is.
///
/// @param uris     one, or some nodes of a Cluster
/// @param clusters whether it is a Cluster
record RedisAddress(List<RedisURI> uris, boolean clusters) {

    /// For a connection and each command.
    private static final Duration WAIT_MAX = Duration.ofSeconds(2);

    private static final String SENTINEL = "redis-sentinel://";

    /// A name or an address, and perhaps a port.
    private static final Pattern HOST = Pattern.compile("([^:/?#@\\[\\]\\s]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final List<String> SINGLE = List.of("redis://", "rediss://");

    /// @throws IllegalArgumentException in one line that does not repeat the address
    static RedisAddress parse(String setting) {
        String text = setting.strip();
        if (text.startsWith(SENTINEL)) {
            RedisURI uri = uri(text);
            if (uri.getSentinelMasterId() == null || uri.getSentinelMasterId().isBlank()) {
                throw unfit("needs the name of the primary after the Sentinels, such as " + SENTINEL + "host/#primary");
            }
            return new RedisAddress(List.of(uri), false);
        }
        String[] parts = text.split(",", -1);
        if (!Stream.of(parts).allMatch(part -> SINGLE.stream().anyMatch(part.strip()::startsWith))) {
            throw unfit("must begin with redis://, rediss:// or " + SENTINEL
                    + "; of a Cluster, each node that is named must");
        }
        return new RedisAddress(Stream.of(parts).map(RedisAddress::uri).toList(), parts.length > 1);
    }

    /// The parser takes a port that is no number for a part of the host.
    private static boolean namesHosts(String uri) {
        String authority = uri.substring(uri.indexOf("://") + 3).split("[/?#]", 2)[0];
        String hosts = authority.substring(authority.lastIndexOf('@') + 1);
        return Stream.of(hosts.split(",", -1))
                .allMatch(host -> HOST.matcher(host.strip()).matches());
    }

    private static RedisURI uri(String text) {
        try {
            if (!namesHosts(text)) {
                throw new IllegalArgumentException();
            }
            RedisURI uri = RedisURI.create(text.strip());
            uri.setTimeout(WAIT_MAX);
            uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(WAIT_MAX));
            return uri;
        } catch (RuntimeException unreadable) {
            // Its message has the address.
            throw unfit("is not an address of Redis, such as redis://:password@host:6379; a password's special"
                    + " characters must be encoded, as in any URI");
        }
    }

    private static IllegalArgumentException unfit(String fault) {
        return new IllegalArgumentException("redis " + fault);
    }

    @Override
    public String toString() {
        return "RedisAddress";
    }
}
