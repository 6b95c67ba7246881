package dev.frontrow.news.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param redis a Redis or Valkey that makes news between nodes quicker: `redis://` or `rediss://` with TLS,
///              Sentinels as `redis-sentinel://host,host/#primary`, or some nodes of a Cluster with commas between
///              them
@ConfigurationProperties("frontrow.cluster")
public record RedisSettings(@Nullable String redis) {

    /// Refuses an address that cannot be read. The message does not repeat it, because it may hold a password.
    public RedisSettings {
        if (redis != null && !redis.isBlank()) {
            RedisAddress.parse(redis);
        }
    }

    /// Whether there is one.
    public boolean isSet() {
        return redis != null && !redis.isBlank();
    }

    @Override
    public String toString() {
        return "RedisSettings";
    }
}
