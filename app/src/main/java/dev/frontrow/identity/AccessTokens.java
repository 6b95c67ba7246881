package dev.frontrow.identity;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Issues and verifies Frontrow's own access tokens: JWTs signed by HS256. Several nodes share them when
/// they share the key by configuration. Thread-safe.
public final class AccessTokens {

    static final String ISSUER = "frontrow";
    private static final String ROLE_CLAIM = "role";
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    /// A token as it goes to its buyer.
    public record AccessToken(String value, Instant expiresAt) {}

    private static final int VERIFIED_KEPT_MAX = 50_000;

    private record Verified(Caller caller, Instant expiresAt) {}

    private final JWSSigner signer;
    private final NimbusJwtDecoder decoder;
    private final Duration ttl;
    private final InstantSource time;

    /// By the whole text of the token, and only what was verified in full: a signature stays good, so all
    /// that is left to ask of it is whether its time is over.
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(VERIFIED_KEPT_MAX).build();

    AccessTokens(SigningKey key, Duration ttl, InstantSource time) {
        byte[] secret = key.derive("access-token");
        this.signer = signer(secret);
        this.decoder = decoder(secret, time);
        this.ttl = ttl;
        this.time = time;
    }

    /// Signs a token that is valid from now on, for as long as is configured.
    public AccessToken issue(UUID buyerId, Role role) {
        return issue(buyerId, role, ttl);
    }

    AccessToken issue(UUID buyerId, Role role, Duration ttl) {
        Instant now = time.instant();
        // JWT times are whole seconds; the answer must not promise a fraction more than the token holds.
        Instant expiresAt = now.plus(ttl).truncatedTo(ChronoUnit.SECONDS);
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(buyerId.toString())
                .claim(ROLE_CLAIM, role.name())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .build();
        var jwt = new SignedJWT(HEADER, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the key was accepted at start", impossible);
        }
        return new AccessToken(jwt.serialize(), expiresAt);
    }

    /// The caller whom the token names.
    ///
    /// @throws BadJwtException if it is not a token of ours, was tampered with, or has ended
    Caller verify(String token) {
        return verifiedBefore(token).orElseGet(() -> verifyAnew(token));
    }

    /// The same, if the token was verified before, its time is not over, and it is still remembered.
    Optional<Caller> verifiedBefore(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && time.instant().isBefore(known.expiresAt())
                ? Optional.of(known.caller())
                : Optional.empty();
    }

    private Caller verifyAnew(String token) {
        Jwt jwt = decoder.decode(token);
        String role = requireNonNull(jwt.getClaimAsString(ROLE_CLAIM), "the decoder demands a role");
        var caller = new Caller(UUID.fromString(jwt.getSubject()), Role.valueOf(role));
        Instant expiresAt = requireNonNull(jwt.getExpiresAt(), "the decoder demands an end");
        verified.put(token, new Verified(caller, expiresAt));
        return caller;
    }

    private static JWSSigner signer(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException tooShort) {
            throw new IllegalStateException("a derived key has 32 bytes, which HS256 accepts", tooShort);
        }
    }

    private static NimbusJwtDecoder decoder(byte[] secret, InstantSource time) {
        var decoder = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(ISSUER),
                // The same clock signs and verifies, so there is no skew to forgive.
                new JwtClaimValidator<Instant>(
                        "exp", end -> end != null && time.instant().isBefore(end)),
                new JwtClaimValidator<>("sub", AccessTokens::isBuyerId),
                new JwtClaimValidator<Object>(ROLE_CLAIM, AccessTokens::isRole)));
        return decoder;
    }

    private static boolean isBuyerId(String subject) {
        try {
            return subject != null && UUID.fromString(subject).toString().equals(subject);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private static boolean isRole(@Nullable Object role) {
        return Arrays.stream(Role.values()).anyMatch(known -> known.name().equals(role));
    }
}
