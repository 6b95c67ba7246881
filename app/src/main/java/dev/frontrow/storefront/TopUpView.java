package dev.frontrow.storefront;

import java.util.UUID;

/// A form for a top-up.
///
/// @param key makes a form that is sent twice top up once
public record TopUpView(UUID key, long suggestedMinor, long maxMinor) {

    private static final long ROUND = 10_000;
    private static final long USUAL = 100_000;

    /// Suggests a round amount that is enough.
    static TopUpView of(long missingMinor, long maxMinor) {
        long enough = missingMinor == 0 ? USUAL : Math.ceilDiv(missingMinor, ROUND) * ROUND;
        return new TopUpView(UUID.randomUUID(), Math.min(enough, maxMinor), maxMinor);
    }
}
