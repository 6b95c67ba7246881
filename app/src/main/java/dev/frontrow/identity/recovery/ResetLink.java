package dev.frontrow.identity.recovery;

import java.time.Duration;
import java.time.Instant;

/// A link to be handed on.
public record ResetLink(String token, Instant expiresAt) {

    /// How long a link is good.
    public static final Duration TTL = Duration.ofHours(1);

    @Override
    public String toString() {
        return "ResetLink[" + expiresAt + "]";
    }
}
