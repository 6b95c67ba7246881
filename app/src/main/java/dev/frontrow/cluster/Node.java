package dev.frontrow.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A server of a cluster.
///
/// @param id      another one at each start
/// @param seenAt  when it last told the others that it lives, by the database's clock
public record Node(String name, UUID id, String version, Instant startedAt, Instant seenAt) {

    private static final Duration SETTLES_AFTER = Duration.ofSeconds(5);

    /// Two missed beats are a bad sign, long before the node counts as dead.
    private static final Duration JUST_SEEN = Duration.ofMillis(1_400);

    /// Whether something may be handed over to it: it has been there for a while, and was just seen.
    ///
    /// @param now by the database's clock
    boolean isReady(Instant now) {
        return !seenAt.isBefore(startedAt.plus(SETTLES_AFTER)) && !seenAt.isBefore(now.minus(JUST_SEEN));
    }
}
