package dev.frontrow.identity;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// An outside OpenID Connect issuer whose tokens are accepted beside our own. Its metadata and keys are fetched when
/// the first of its tokens arrives, so that Frontrow starts while the issuer is down, and no wait for it is
/// unbounded: after a failed fetch the next one is tried no sooner than [#RETRY_AFTER], and everyone in between is
/// told at once. Thread-safe.
class OidcIssuer {

    /// The issuer could not be asked, so nothing is known about the token.
    static final class Unreachable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// A verified token's buyer-to-be.
    ///
    /// @param overAt when the token expires
    record Identified(String issuer, String subject, Role role, Instant overAt) {}

    static final Duration RETRY_AFTER = Duration.ofSeconds(3);
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int READ_MILLIS_MAX = 2_000;
    private static final int DOCUMENT_BYTES_MAX = 256 * 1024;
    private static final long KEYS_TTL_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long KEYS_WAIT_MILLIS_MAX = 3_000;
    private static final long KEYS_KEPT_IN_OUTAGE_MILLIS = Duration.ofHours(4).toMillis();
    private static final long KEYS_REFETCH_MILLIS_MIN = Duration.ofSeconds(10).toMillis();
    private static final int SUBJECT_LENGTH_MAX = 255;

    private final String issuerUri;
    private final OidcSettings settings;
    private final InstantSource time;
    private final JsonMapper json;
    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(CONNECT_MILLIS_MAX, READ_MILLIS_MAX, DOCUMENT_BYTES_MAX);
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable NimbusJwtDecoder decoder;
    private volatile Instant retryNotBefore = Instant.MIN;

    OidcIssuer(String issuerUri, OidcSettings settings, InstantSource time, JsonMapper json) {
        this.issuerUri = issuerUri;
        this.settings = settings;
        this.time = time;
        this.json = json;
    }

    String issuerUri() {
        return issuerUri;
    }

    /// Whom the token names.
    ///
    /// @throws BadJwtException if the token is not a valid one of this issuer, for our audience
    Identified verify(String token) throws Unreachable {
        Jwt jwt;
        try {
            jwt = decoder().decode(token);
        } catch (BadJwtException refused) {
            throw refused;
        } catch (JwtException undecided) {
            // A key that was not there a moment ago is a forged key id far more likely than a new key.
            if (hasCause(undecided, RateLimitReachedException.class)) {
                throw new BadJwtException("unknown key", undecided);
            }
            throw new Unreachable("the keys of " + issuerUri + " cannot be had", undecided);
        }
        String subject = requireNonNull(jwt.getSubject(), "the decoder demands a subject");
        Instant expiresAt = requireNonNull(jwt.getExpiresAt(), "the decoder demands an end");
        return new Identified(issuerUri, subject, role(jwt), expiresAt.plus(SKEW));
    }

    private NimbusJwtDecoder decoder() throws Unreachable {
        NimbusJwtDecoder known = decoder;
        if (known != null) {
            return known;
        }
        if (time.instant().isBefore(retryNotBefore) || !fetching.tryLock()) {
            throw new Unreachable(issuerUri + " is being asked or did not answer", null);
        }
        try {
            NimbusJwtDecoder fetched = decoder;
            if (fetched == null) {
                fetched = decoder(fetchKeysAddress());
                decoder = fetched;
            }
            return fetched;
        } catch (IOException | JacksonException | IllegalArgumentException failed) {
            retryNotBefore = time.instant().plus(RETRY_AFTER);
            throw new Unreachable(issuerUri + " did not answer with its metadata", failed);
        } finally {
            fetching.unlock();
        }
    }

    private URI fetchKeysAddress() throws IOException {
        String base = issuerUri.endsWith("/") ? issuerUri.substring(0, issuerUri.length() - 1) : issuerUri;
        var metadata = json.readTree(http.retrieveResource(
                        URI.create(base + "/.well-known/openid-configuration").toURL())
                .getContent());
        // OpenID Connect Discovery, section 4.3: otherwise one issuer could pose as another.
        if (!issuerUri.equals(metadata.path("issuer").asString(""))) {
            throw new IOException("the metadata names another issuer");
        }
        return URI.create(metadata.path("jwks_uri").asString(""));
    }

    private NimbusJwtDecoder decoder(URI keysAddress) throws IOException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(keysAddress.toURL(), http)
                .cache(KEYS_TTL_MILLIS, KEYS_WAIT_MILLIS_MAX)
                .refreshAheadCache(false)
                .rateLimited(KEYS_REFETCH_MILLIS_MIN)
                .outageTolerant(KEYS_KEPT_IN_OUTAGE_MILLIS)
                .build();
        // Only signatures by a key pair: with a shared secret, whoever knows the public key could sign.
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(Set.of(SignatureAlgorithm.values())))
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)))
                .build();
        var unexpired = new JwtTimestampValidator(SKEW);
        unexpired.setClock(time.withZone(ZoneOffset.UTC));
        unexpired.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(issuerUri),
                unexpired,
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(settings.audience())),
                new JwtClaimValidator<String>("sub", OidcIssuer::isSubject)));
        return decoder;
    }

    private Role role(Jwt jwt) {
        Object claim = jwt.getClaims();
        for (String name : settings.rolesClaim().split("\\.")) {
            claim = claim instanceof Map<?, ?> object ? object.get(name) : null;
        }
        boolean operator = claim instanceof Collection<?> roles
                ? roles.contains(settings.operatorRole())
                : settings.operatorRole().equals(claim);
        return operator ? Role.OPERATOR : Role.BUYER;
    }

    private static boolean isSubject(@Nullable String subject) {
        return subject != null
                && !subject.isEmpty()
                && subject.length() <= SUBJECT_LENGTH_MAX
                && subject.indexOf('\0') < 0;
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
