package dev.frontrow.identity;

import dev.frontrow.identity.keys.SigningKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param accessTokenTtl how long an access token is valid
/// @param sessionTtl how long a browser stays signed in without being used
/// @param sessionMax how long it stays signed in at the most, however much it is used; at most 30 days
/// @param tokenKey signing secret in base64, at least 32 bytes; without it the data folder keeps one. Two with a
///                 comma between them replace a secret: the first signs, and what either has signed counts
/// @param hashingWaitMax how long a sign-up or sign-in waits for its turn to hash a password
/// @param hashingWaitingMax how many may wait for it; more get 503 `busy` at once
@ConfigurationProperties("frontrow.identity")
record IdentitySettings(
        @DefaultValue("PT1H") Duration accessTokenTtl,
        @DefaultValue("PT24H") Duration sessionTtl,
        @DefaultValue("P7D") Duration sessionMax,
        @Nullable String tokenKey,
        @DefaultValue("PT5S") Duration hashingWaitMax,
        @DefaultValue("256") int hashingWaitingMax) {

    private static final Duration SETTING_MAX = Duration.ofDays(30);

    IdentitySettings {
        if (tokenKey != null && !tokenKey.isBlank()) {
            SigningKey.configured(tokenKey);
        }
        if (accessTokenTtl.toSeconds() < 1) {
            throw new IllegalArgumentException("frontrow.identity.access-token-ttl must be at least one second");
        }
        if (sessionTtl.toSeconds() < 1) {
            throw new IllegalArgumentException("frontrow.identity.session-ttl must be at least one second");
        }
        if (accessTokenTtl.compareTo(SETTING_MAX) > 0 || sessionMax.compareTo(SETTING_MAX) > 0) {
            throw new IllegalArgumentException(
                    "frontrow.identity.access-token-ttl and frontrow.identity.session-max must be at most 30 days");
        }
        if (sessionMax.compareTo(sessionTtl) < 0) {
            throw new IllegalArgumentException(
                    "frontrow.identity.session-max must not be shorter than frontrow.identity.session-ttl");
        }
        if (hashingWaitMax.isNegative()) {
            throw new IllegalArgumentException("frontrow.identity.hashing-wait-max must not be negative");
        }
        if (hashingWaitingMax < 0) {
            throw new IllegalArgumentException("frontrow.identity.hashing-waiting-max must not be negative");
        }
    }
}
