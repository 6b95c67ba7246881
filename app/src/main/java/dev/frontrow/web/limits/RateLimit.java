package dev.frontrow.web.limits;

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
import java.util.function.IntSupplier;

/// One rate limit, counted for each client (an IPv4 address or IPv6 /64), and for IPv6 also for each site (/48).
/// Owners of a site often have all its 65,536 networks, and would have as many full buckets. A site has room for
/// several households, since some providers give each phone its own network. Lock-free and thread-safe.
///
/// A client is forgotten once it has been idle for as long as its bucket takes to fill, because a new bucket is
/// full too. If more than `clientsMax` clients come within that time, the least used are evicted and start full.
/// A flood from so many addresses cannot be stopped by counting addresses, but it cannot fill the memory.
///
/// The limit holds for the whole cluster: with several live nodes, each request counts here as often. So a client whose
/// requests all go to one node has a part of the limit only.
final class RateLimit {

    private final LoadingCache<ClientNetwork, Bucket> buckets;
    private final LoadingCache<ClientNetwork, Bucket> sites;
    private final IntSupplier nodes;
    private final int burst;

    /// @param siteFactor multiplies the limit for a site
    /// @param nodes      how many nodes are alive, at least 1
    RateLimit(RateLimitSettings.Limit limit, int siteFactor, int clientsMax, TimeMeter time, IntSupplier nodes) {
        this.nodes = nodes;
        this.burst = limit.burst();
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

    /// Counts one request. Zero if it may pass, otherwise the time until the next one might. Requests refused for
    /// their network do not count against its site.
    Duration take(ClientNetwork client) {
        Duration wait = take(buckets, client);
        return wait.isZero() && client.v6() ? take(sites, client.site()) : wait;
    }

    private Duration take(LoadingCache<ClientNetwork, Bucket> counted, ClientNetwork client) {
        // With more nodes than a client may send requests at once, each node lets one pass.
        var probe = counted.get(client).tryConsumeAndReturnRemaining(Math.min(burst, nodes.getAsInt()));
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /// How many clients are in memory.
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
