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

/// One limit, counted for each client on its own, and of IPv6 for each site too: whoever has one commonly has all of
/// the 65,536 networks in it, and would have as many full buckets. A site has room for several households, since some
/// providers give each phone a network of its own. Thread-safe and without locks.
///
/// A client that was idle for as long as its bucket needs to fill is forgotten, for a new bucket is full too. When more
/// clients than `clientsMax` come within that time, the seldom seen are forgotten early and start anew: a flood from
/// that many addresses is beyond what counting by address can stop, but it cannot fill the memory.
final class RateLimit {

    private final LoadingCache<ClientNetwork, Bucket> buckets;
    private final LoadingCache<ClientNetwork, Bucket> sites;

    /// @param siteFactor as many networks' worth a site has
    RateLimit(RateLimitSettings.Limit limit, int siteFactor, int clientsMax, TimeMeter time) {
        this.buckets = buckets(limit, 1, clientsMax, time);
        this.sites = buckets(limit, siteFactor, clientsMax, time);
    }

    private static LoadingCache<ClientNetwork, Bucket> buckets(
            RateLimitSettings.Limit limit, int factor, int clientsMax, TimeMeter time) {
        var configuration = BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity((long) factor * limit.burst())
                        .refillGreedy((long) factor * limit.perSecond(), Duration.ofSeconds(1)))
                .build();
        return Caffeine.newBuilder()
                .maximumSize(clientsMax)
                .expireAfterAccess(limit.timeToFill())
                .ticker(time::currentTimeNanos)
                .build(client ->
                        new LockFreeBucket(configuration, MathType.INTEGER_64_BITS, time, BucketListener.NOPE));
    }

    /// Counts a request in: zero where it may pass, else how long until the next one might. One network's refusals cost
    /// its site nothing.
    Duration take(ClientNetwork client) {
        Duration wait = take(buckets, client);
        return wait.isZero() && client.v6() ? take(sites, client.site()) : wait;
    }

    private static Duration take(LoadingCache<ClientNetwork, Bucket> buckets, ClientNetwork client) {
        var probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /// How many clients are remembered.
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
