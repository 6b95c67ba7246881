package dev.frontrow.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param accessTokenTtl how long an access token is valid
/// @param sessionTtl how long a browser stays signed in
/// @param tokenKey the signing key in base64, at least 32 bytes; without it the data folder keeps one
/// @param hashingWaitMax how long a sign-up or sign-in waits for its turn to hash a password
@ConfigurationProperties("frontrow.identity")
record IdentitySettings(
        @DefaultValue("PT1H") Duration accessTokenTtl,
        @DefaultValue("PT24H") Duration sessionTtl,
        @Nullable String tokenKey,
        @DefaultValue("PT20S") Duration hashingWaitMax) {

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
        if (hashingWaitMax.isNegative()) {
            throw new IllegalArgumentException("frontrow.identity.hashing-wait-max must not be negative");
        }
    }
}
