package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.InstantSource;
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
import tools.jackson.databind.json.JsonMapper;

/// Turns a bearer token into its [Caller]: a token of our own, or one of the outside issuer if there is one. An issuer
/// that cannot be asked is an [AuthenticationServiceException], because then the token is neither right nor wrong.
/// Thread-safe.
@Component
class BearerAuthentication implements AuthenticationManager, BearerTokens {

    private static final int OUTSIDE_BUYERS_KEPT_MAX = 50_000;

    private record Outside(String issuer, String subject) {}

    private final AccessTokens accessTokens;
    private final @Nullable OidcIssuer issuer;
    private final Buyers buyers;
    private final Cache<Outside, UUID> outsideBuyers =
            Caffeine.newBuilder().maximumSize(OUTSIDE_BUYERS_KEPT_MAX).build();

    BearerAuthentication(
            AccessTokens accessTokens, Buyers buyers, OidcSettings oidc, InstantSource time, JsonMapper json) {
        this.accessTokens = accessTokens;
        this.buyers = buyers;
        this.issuer = oidc.issuerUri() == null ? null : new OidcIssuer(oidc.issuerUri(), oidc, time, json);
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("not a bearer token");
        }
        try {
            return new CallerAuthentication(caller(bearer.getToken()));
        } catch (BadJwtException refused) {
            throw new InvalidBearerTokenException("the access token is not valid", refused);
        } catch (OidcIssuer.Unreachable unknown) {
            throw new AuthenticationServiceException("the issuer cannot be asked", unknown);
        }
    }

    @Override
    public Optional<Caller> callerAtOnce(String token) {
        try {
            return issuer == null ? Optional.of(accessTokens.verify(token)) : accessTokens.verifiedBefore(token);
        } catch (BadJwtException _) {
            return Optional.empty();
        }
    }

    private Caller caller(String token) throws OidcIssuer.Unreachable {
        OidcIssuer outside = issuer;
        if (outside == null
                || accessTokens.verifiedBefore(token).isPresent()
                || !outside.issuerUri().equals(claimedIssuer(token))) {
            return accessTokens.verify(token);
        }
        var identified = outside.verify(token);
        UUID buyerId = outsideBuyers.get(
                new Outside(identified.issuer(), identified.subject()),
                key -> buyers.ensureOutsideBuyer(key.issuer(), key.subject()));
        return new Caller(buyerId, identified.role());
    }

    /// Only tells who is to verify the token; nothing in it is believed yet.
    private static @Nullable String claimedIssuer(String token) {
        try {
            var claims = JWTParser.parse(token).getJWTClaimsSet();
            return claims == null ? null : claims.getIssuer();
        } catch (ParseException notAToken) {
            return null;
        }
    }
}
