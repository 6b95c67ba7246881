package dev.frontrow.waitingroom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.RateLimitSwitch;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.challenge.ChallengeOutcome;
import dev.frontrow.waitingroom.challenge.Challenges;
import dev.frontrow.waitingroom.challenge.SuspicionProperties;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides who must solve a proof of work. Suspects keep their place, because a crowd behind one address may be
/// robots but may also be a campus. Thread-safe.
@Component
class ChallengePolicy {

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

    /// The refusal in mode ALL if the proof is missing or invalid; otherwise empty.
    Optional<JoinOutcome> refusal(WaitingRoom room, JoinRequest request) {
        if (room.challengeMode() != ChallengeMode.ALL) {
            return Optional.empty();
        }
        return switch (check(room, request.buyerId(), request.proof())) {
            case SOLVED -> Optional.empty();
            case MISSING -> Optional.of(new JoinOutcome.ChallengeRequired(challenge(room, request.buyerId())));
            case WRONG, EXPIRED, REUSED ->
                Optional.of(new JoinOutcome.ChallengeFailed(challenge(room, request.buyerId())));
        };
    }

    /// Whether too many new places have come from the same network or IPv6 site. Each call counts one.
    boolean suspects(WaitingRoom room, JoinRequest request) {
        if (request.network() == null || !rateLimits.rateLimits() || room.challengeMode() != ChallengeMode.SUSPECTS) {
            return false;
        }
        ClientNetwork network = request.network();
        // Each node sees its share of the joins.
        int max = Math.max(1, properties.joinsPerNetworkMax() / nodes.count());
        boolean tooMany = count(new Origin(room.concertId(), network, false)) > max;
        boolean tooManyOfSite =
                network.v6() && count(new Origin(room.concertId(), network.site(), true)) > (long) SITE_FACTOR * max;
        return tooMany || tooManyOfSite;
    }

    private int count(Origin origin) {
        return joins.get(origin, _ -> new AtomicInteger()).incrementAndGet();
    }

    Challenge challenge(WaitingRoom room, UUID buyerId) {
        return challenges.issue(buyerId, room.concertId());
    }

    ChallengeOutcome check(WaitingRoom room, UUID buyerId, @Nullable String proof) {
        return challenges.check(proof, buyerId, room.concertId());
    }
}
