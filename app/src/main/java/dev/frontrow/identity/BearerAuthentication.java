package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTParser;
import dev.frontrow.identity.sessions.Session;
import dev.frontrow.identity.sessions.SessionEndings;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/// Turns a bearer token into its [Caller]: a token of our own, or one of the outside issuer if there is one. An
/// issuer that cannot be asked is an [AuthenticationServiceException], because then the token is neither right nor
/// wrong. Thread-safe.
@Component
class BearerAuthentication implements AuthenticationManager, BearerTokens {

    private static final int OUTSIDE_BUYERS_KEPT_MAX = 50_000;

    private static final Duration OUTSIDE_BUYERS_KEPT = Duration.ofHours(1);

    private record Outside(String issuer, String subject) {}

    private final AccessTokens accessTokens;
    private final @Nullable OidcIssuer issuer;
    private final Buyers buyers;
    private final SessionCookies cookies;
    private final SessionEndings endings;
    private final Cache<Outside, UUID> outsideBuyers = Caffeine.newBuilder()
            .maximumSize(OUTSIDE_BUYERS_KEPT_MAX)
            .expireAfterAccess(OUTSIDE_BUYERS_KEPT)
            .build();

    BearerAuthentication(
            AccessTokens accessTokens,
            SessionCookies cookies,
            SessionEndings endings,
            Buyers buyers,
            @Nullable OidcIssuer issuer) {
        this.accessTokens = accessTokens;
        this.cookies = cookies;
        this.endings = endings;
        this.buyers = buyers;
        this.issuer = issuer;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("not a bearer token");
        }
        try {
            return authentication(bearer.getToken());
        } catch (BadJwtException refused) {
            throw new InvalidBearerTokenException("the access token is not valid", refused);
        } catch (OidcIssuer.Unreachable unknown) {
            throw new AuthenticationServiceException("the issuer cannot be asked", unknown);
        }
    }

    @Override
    public Optional<Caller> tryCaller(String token) {
        try {
            return tryRead(token).map(AccessTokens.Verified::caller);
        } catch (BadJwtException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Caller> trySignedIn(String cookie) {
        try {
            return tryRead(cookie).filter(read -> !cookies.isDue(read)).map(AccessTokens.Verified::caller);
        } catch (BadJwtException _) {
            return Optional.empty();
        }
    }

    private Optional<AccessTokens.Verified> tryRead(String token) {
        return issuer == null ? Optional.of(accessTokens.read(token)) : accessTokens.readBefore(token);
    }

    private CallerAuthentication authentication(String token) throws OidcIssuer.Unreachable {
        OidcIssuer outside = issuer;
        if (outside == null
                || accessTokens.readBefore(token).isPresent()
                || !outside.issuerUri().equals(claimedIssuer(token))) {
            return new CallerAuthentication(accessTokens.read(token));
        }
        var identified = outside.verify(token);
        var subject = new Outside(identified.issuer(), identified.subject());
        Session session = session(token, subject, identified);
        if (endings.isOver(session)) {
            // Perhaps that account was deleted; then the issuer's subject has another one from now on.
            outsideBuyers.invalidate(subject);
            session = session(token, subject, identified);
        }
        if (endings.isOver(session)) {
            throw new BadJwtException("the session was ended");
        }
        return new CallerAuthentication(new Caller(session.buyerId(), identified.role()), session);
    }

    private Session session(String token, Outside subject, OidcIssuer.Identified identified) {
        UUID buyerId = outsideBuyers.get(subject, key -> buyers.ensureOutsideBuyer(key.issuer(), key.subject()));
        return new Session(Session.idOf(token), buyerId, Session.OUTSIDE, identified.overAt());
    }

    /// Only decides who verifies the token; nothing in it is trusted yet.
    private static @Nullable String claimedIssuer(String token) {
        try {
            var claims = JWTParser.parse(token).getJWTClaimsSet();
            return claims == null ? null : claims.getIssuer();
        } catch (ParseException notAToken) {
            return null;
        }
    }
}
