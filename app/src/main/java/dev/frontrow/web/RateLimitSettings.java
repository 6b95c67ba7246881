package dev.frontrow.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How many requests a client may make, counted by its address. The defaults stand in `application.yaml`, so that one
/// number of a pair can be changed alone. They are generous, because a campus or a phone network has one address.
///
/// @param requests   all requests
/// @param signIn     attempts to sign in
/// @param signUp     attempts to sign up
/// @param join       attempts to stand in line
/// @param siteFactor an IPv6 site, of 65,536 networks that are each counted as a client, may do as much as so many
/// @param clientsMax clients that each limit remembers at once
@ConfigurationProperties("frontrow.rate-limit")
record RateLimitSettings(Limit requests, Limit signIn, Limit signUp, Limit join, int siteFactor, int clientsMax) {

    /// Buckets count in nanoseconds; this keeps their sums far from overflow.
    private static final int AMOUNT_MAX = 1_000_000;

    private static final int SITE_FACTOR_MAX = 1_000;

    RateLimitSettings {
        if (siteFactor < 1 || siteFactor > SITE_FACTOR_MAX) {
            throw new IllegalArgumentException(
                    "frontrow.rate-limit.site-factor must be from 1 to %d".formatted(SITE_FACTOR_MAX));
        }
        if (clientsMax < 1 || clientsMax > AMOUNT_MAX) {
            throw new IllegalArgumentException(
                    "frontrow.rate-limit.clients-max must be from 1 to %d".formatted(AMOUNT_MAX));
        }
    }

    /// @param perSecond what is let through for any length of time
    /// @param burst     what is let through at once after a pause
    record Limit(int perSecond, int burst) {

        Limit {
            if (perSecond < 1 || burst < 1 || perSecond > AMOUNT_MAX || burst > AMOUNT_MAX) {
                throw new IllegalArgumentException(
                        "per-second and burst of a rate limit must be from 1 to %d; frontrow.rate-limits=off switches all off"
                                .formatted(AMOUNT_MAX));
            }
        }

        Duration timeToFill() {
            return Duration.ofSeconds(Math.ceilDiv(burst, perSecond));
        }
    }
}
