package dev.frontrow.news;

import dev.frontrow.news.redis.RedisChannel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/// Counts which way news come, and how old they are then.
final class NewsMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Counter byRedis;
    private final Counter byFeed;
    private final Counter hints;
    private final Counter gaps;
    private final Timer lag;

    NewsMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        byRedis = registry.counter("frontrow.news.items", "way", "redis");
        byFeed = registry.counter("frontrow.news.items", "way", "feed");
        hints = registry.counter("frontrow.news.hints");
        gaps = registry.counter("frontrow.news.gaps");
        lag = registry.timer("frontrow.news.lag");
    }

    void byRedis(NewsItem item) {
        byRedis.increment();
        note(item);
    }

    void byFeed(NewsItem item) {
        byFeed.increment();
        note(item);
    }

    private void note(NewsItem item) {
        Duration age = Duration.between(item.madeAt(), clock.instant());
        lag.record(age.isNegative() ? Duration.ZERO : age);
    }

    void hint() {
        hints.increment();
    }

    /// Counts a message from Redis that could not be read.
    ///
    /// @param reason `version` or `malformed`
    void ignored(String reason) {
        registry.counter("frontrow.news.ignored", "reason", reason).increment();
    }

    void watch(RedisChannel channel) {
        Gauge.builder("frontrow.news.redis.connected", channel, it -> it.isQuick() ? 1 : 0)
                .register(registry);
        FunctionCounter.builder("frontrow.news.redis.dropped", channel, RedisChannel::dropped)
                .register(registry);
    }

    void gap() {
        gaps.increment();
    }
}
