package dev.frontrow.web.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Rate limits per client address. The defaults are in `application.yaml`, so that one number of a pair can be
/// changed alone. They are generous, because a campus or a phone network has one address.
///
/// @param requests all requests of one client
/// @param signIn attempts to sign in of one client
/// @param signUp attempts to sign up of one client
/// @param join attempts of one client to join a line, of all concerts together
/// @param lookUp searches of one client in the box office, and exports of accounts
/// @param siteFactor the limit of a whole IPv6 site (/48), as a multiple of the limit of one client. A client is one
///     network (/64); a site has 65,536 of them
/// @param clientsMax clients that each of the limits remembers; 100,000 take some 30 MB for each limit
@ConfigurationProperties("frontrow.rate-limit")
record RateLimitSettings(
        Limit requests, Limit signIn, Limit signUp, Limit join, Limit lookUp, int siteFactor, int clientsMax) {

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

    /// @param perSecond per second, for any length of time
    /// @param burst at once after a pause
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
