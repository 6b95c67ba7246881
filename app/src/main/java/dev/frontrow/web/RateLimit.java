package dev.frontrow.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.identity.ClientNetwork;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LockFreeBucket;
import java.time.Duration;

/// One limit, counted for each client on its own. Thread-safe and without locks.
///
/// A client that was idle for as long as its bucket needs to fill is forgotten, for a new bucket is full too. When more
/// clients than `clientsMax` come within that time, the seldom seen are forgotten early and start anew: a flood from
/// that many addresses is beyond what counting by address can stop, but it cannot fill the memory.
final class RateLimit {

    private final LoadingCache<ClientNetwork, Bucket> buckets;

    RateLimit(RateLimitSettings.Limit limit, int clientsMax, TimeMeter time) {
        var configuration = BucketConfiguration.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.burst()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                .build();
        buckets = Caffeine.newBuilder()
                .maximumSize(clientsMax)
                .expireAfterAccess(limit.timeToFill())
                .ticker(time::currentTimeNanos)
                .build(client ->
                        new LockFreeBucket(configuration, MathType.INTEGER_64_BITS, time, BucketListener.NOPE));
    }

    /// Counts a request in: zero where it may pass, else how long until the next one might.
    Duration take(ClientNetwork client) {
        var probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /// How many clients are remembered.
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
