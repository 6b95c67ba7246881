package dev.frontrow.identity;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.sessions.Session;
import dev.frontrow.identity.sessions.SessionEndings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Issues and verifies Frontrow's own access tokens: JWTs signed by HS256. Several nodes share them when they
/// share the keys by configuration. Thread-safe.
public final class AccessTokens {

    static final String ISSUER = "frontrow";
    private static final String PURPOSE = "access-token";
    private static final String ROLE_CLAIM = "role";
    private static final String SESSION_CLAIM = "sid";
    private static final String GENERATION_CLAIM = "gen";
    private static final String LATEST_END_CLAIM = "end";
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    /// A token as it goes to its buyer.
    public record AccessToken(String value, Instant expiresAt) {}

    private static final int VERIFIED_KEPT_MAX = 50_000;

    /// Ours have some 350 characters.
    private static final int LENGTH_MAX = 512;

    /// What a token of ours says, once its signature is known to be good.
    ///
    /// @param renewable whether a newer token may be made of it, as of a browser's cookie
    record Verified(Caller caller, Session session, Instant issuedAt, Instant expiresAt, boolean renewable) {}

    /// @param textHash of the whole token. Only the owner of a token can know its signature, so the hash need not
    ///                 resist a search for a second text: that text would only name the same caller.
    private record Known(int textHash, Verified verified) {}

    private final JWSSigner signer;

    /// Of each key that counts.
    private final List<NimbusJwtDecoder> decoders;

    private final Duration ttl;
    private final SessionEndings endings;
    private final InstantSource time;

    /// Keyed by the token's signature, which is a digest of everything else in it. Only tokens that were verified
    /// in full are kept. Such a token stays good, so only two questions are left: whether its time is over, and
    /// whether its session is. Tokens expire after the write: after an access, the cache would have to note every
    /// poll, which costs a twelfth of it.
    private final Cache<String, Known> verified = Caffeine.newBuilder()
            .maximumSize(VERIFIED_KEPT_MAX)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    AccessTokens(SigningKey key, Duration ttl, InstantSource time) {
        this(key, ttl, _ -> false, time);
    }

    AccessTokens(SigningKey key, Duration ttl, SessionEndings endings, InstantSource time) {
        this.signer = signer(key.derive(PURPOSE));
        this.decoders = key.deriveAll(PURPOSE).stream()
                .map(secret -> decoder(secret, time))
                .toList();
        this.ttl = ttl;
        this.endings = endings;
        this.time = time;
    }

    /// Signs a token that is valid from now on, for as long as is configured, of a session of its own.
    public AccessToken issue(UUID buyerId, Role role) {
        return issue(buyerId, role, 0);
    }

    /// @param generation of the buyer, read together with what proves who they are
    public AccessToken issue(UUID buyerId, Role role, int generation) {
        Instant end = time.instant().plus(ttl);
        return issue(new Caller(buyerId, role), new Session(UUID.randomUUID(), buyerId, generation, end), ttl, false);
    }

    /// A token of a session that goes on while others of its owner were ended.
    public AccessToken goOn(Caller caller, Session session) {
        return issue(caller, session, ttl, false);
    }

    /// One more token of a session, which may be renewed until the session's latest end.
    AccessToken issueRenewable(Caller caller, Session session, Duration tokenTtl) {
        return issue(caller, session, tokenTtl, true);
    }

    private AccessToken issue(Caller caller, Session session, Duration tokenTtl, boolean renewable) {
        Instant now = time.instant();
        Instant expiresAt = end(now.plus(tokenTtl), session);
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(caller.buyerId().toString())
                .claim(ROLE_CLAIM, caller.role().name())
                .claim(SESSION_CLAIM, session.id().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt));
        if (session.generation() > 0) {
            claims.claim(GENERATION_CLAIM, session.generation());
        }
        if (renewable) {
            claims.claim(LATEST_END_CLAIM, session.endsAtLatest().getEpochSecond());
        }
        var jwt = new SignedJWT(HEADER, claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the key was accepted at start", impossible);
        }
        return new AccessToken(jwt.serialize(), expiresAt);
    }

    /// JWT times are whole seconds; the answer must not promise a fraction more than the token holds.
    private static Instant end(Instant byTtl, Session session) {
        Instant end = byTtl.isBefore(session.endsAtLatest()) ? byTtl : session.endsAtLatest();
        return end.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The caller whom the token names.
    ///
    /// @throws BadJwtException if it is not a token of ours, was tampered with, or has ended
    Caller verify(String token) {
        return read(token).caller();
    }

    /// All that the token says.
    ///
    /// @throws BadJwtException if it is not a token of ours, was tampered with, or has ended
    Verified read(String token) {
        Verified read = known(token).orElseGet(() -> verifyAnew(token));
        if (endings.isOver(read.session())) {
            throw new BadJwtException("the session was ended");
        }
        return read;
    }

    /// The same, if the token was verified before, neither its time nor its session is over, and it is still
    /// remembered.
    Optional<Verified> readBefore(String token) {
        return known(token).filter(read -> !endings.isOver(read.session()));
    }

    private Optional<Verified> known(String token) {
        if (token.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Known known = verified.getIfPresent(signature(token));
        return known != null
                        && known.textHash() == token.hashCode()
                        && time.instant().isBefore(known.verified().expiresAt())
                ? Optional.of(known.verified())
                : Optional.empty();
    }

    private Verified verifyAnew(String token) {
        if (token.length() > LENGTH_MAX || !isSpelledAsWeDo(signature(token))) {
            throw new BadJwtException("not a token of ours");
        }
        Jwt jwt = decode(token);
        String role = requireNonNull(jwt.getClaimAsString(ROLE_CLAIM), "the decoder demands a role");
        var caller = new Caller(UUID.fromString(jwt.getSubject()), Role.valueOf(role));
        Instant expiresAt = requireNonNull(jwt.getExpiresAt(), "the decoder demands an end");
        Instant issuedAt = requireNonNullElse(jwt.getIssuedAt(), Instant.EPOCH);
        Object latestEnd = jwt.getClaim(LATEST_END_CLAIM);
        var session = new Session(
                sessionId(jwt, token),
                caller.buyerId(),
                jwt.getClaim(GENERATION_CLAIM) instanceof Number generation ? generation.intValue() : 0,
                latestEnd instanceof Number end ? Instant.ofEpochSecond(end.longValue()) : expiresAt);
        var read = new Verified(caller, session, issuedAt, expiresAt, latestEnd != null);
        verified.put(signature(token), new Known(token.hashCode(), read));
        return read;
    }

    private Jwt decode(String token) {
        BadJwtException refusal = null;
        for (NimbusJwtDecoder decoder : decoders) {
            try {
                return decoder.decode(token);
            } catch (JwtValidationException genuine) {
                // No other key has signed it.
                throw genuine;
            } catch (BadJwtException bad) {
                refusal = bad;
            }
        }
        throw requireNonNull(refusal, "there is a key");
    }

    private static UUID sessionId(Jwt jwt, String token) {
        String id = jwt.getClaimAsString(SESSION_CLAIM);
        return id == null ? Session.idOf(token) : UUID.fromString(id);
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    /// All but the signature is signed as it is spelled; a signature could be spelled in many ways.
    private static boolean isSpelledAsWeDo(String signature) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(signature);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
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
