package dev.frontrow.waitingroom.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.RateLimitSwitch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides who is suspected to be a robot, and challenges buyers to a proof of work. Suspects keep their place, because
/// a crowd behind one address may be robots but may also be a campus. Thread-safe.
@Component
public class ChallengePolicy {

    private static final int NETWORKS_MAX = 100_000;

    /// An IPv6 site contains 65,536 networks, and some sites are a provider's and serve many people. So a site
    /// may have this many times a network's joins.
    private static final int SITE_FACTOR = 16;

    private record Origin(long concertId, ClientNetwork network, boolean site) {}

    private final Challenges challenges;
    private final SuspicionProperties properties;
    private final RateLimitSwitch rateLimits;
    private final Nodes nodes;
    private final Cache<Origin, AtomicInteger> joins;

    /// @param rateLimits if they are off, nobody is suspected: all addresses may be the proxy's
    ChallengePolicy(
            Challenges challenges,
            SuspicionProperties properties,
            RateLimitSwitch rateLimits,
            InstantSource clock,
            Nodes nodes) {
        this.nodes = nodes;
        this.challenges = challenges;
        this.properties = properties;
        this.rateLimits = rateLimits;
        joins = Caffeine.newBuilder()
                .maximumSize(NETWORKS_MAX)
                .expireAfterWrite(properties.window())
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    /// Whether too many new places in the room have come from the same network or IPv6 site. Each call counts one.
    ///
    /// @param network null for requests made by the server itself
    public boolean suspects(long concertId, @Nullable ClientNetwork network) {
        if (network == null || !rateLimits.rateLimits()) {
            return false;
        }
        // Each node sees its share of the joins.
        int max = Math.max(1, properties.joinsPerNetworkMax() / nodes.count());
        boolean tooMany = count(new Origin(concertId, network, false)) > max;
        boolean tooManyOfSite =
                network.v6() && count(new Origin(concertId, network.site(), true)) > (long) SITE_FACTOR * max;
        return tooMany || tooManyOfSite;
    }

    private int count(Origin origin) {
        return joins.get(origin, _ -> new AtomicInteger()).incrementAndGet();
    }

    /// A new challenge for the buyer.
    public Challenge challenge(long concertId, UUID buyerId) {
        return challenges.issue(buyerId, concertId);
    }

    /// Checks the buyer's solution.
    public ChallengeOutcome check(long concertId, UUID buyerId, @Nullable String proof) {
        return challenges.check(proof, buyerId, concertId);
    }
}
