package dev.frontrow.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.stereotype.Component;

/// How a browser stays signed in: a cookie that no script can read carries one of our own access tokens.
/// The server keeps nothing about it, so a fan stays signed in across its restarts, and any node can
/// answer. Thread-safe.
@Component
public class SessionCookies {

    public static final String NAME = "frontrow-session";

    private final AccessTokens accessTokens;
    private final Duration ttl;

    SessionCookies(AccessTokens accessTokens, IdentitySettings settings) {
        this.accessTokens = accessTokens;
        this.ttl = settings.sessionTtl();
    }

    /// The cookie of a caller who has just signed in.
    public ResponseCookie begin(Caller caller, HttpServletRequest request) {
        String token = accessTokens.issue(caller.buyerId(), caller.role(), ttl).value();
        return cookie(token, ttl, request);
    }

    /// The cookie that makes the browser forget.
    public ResponseCookie end(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /// Whether a request has such a cookie, be it good or bad.
    public boolean isSent(HttpServletRequest request) {
        return value(request) != null;
    }

    /// Who sent the request, by its cookie. A cookie that is over or no good makes nobody of the sender:
    /// pages are for everyone, and say themselves where one has to sign in.
    public Optional<Authentication> authentication(HttpServletRequest request) {
        String token = value(request);
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CallerAuthentication(accessTokens.verify(token)));
        } catch (BadJwtException _) {
            return Optional.empty();
        }
    }

    private static ResponseCookie cookie(String token, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, token)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                // Links from elsewhere arrive signed in, posts from elsewhere do not.
                .sameSite("Lax")
                .secure(request.isSecure())
                .build();
    }

    private static @Nullable String value(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(NAME) && !cookie.getValue().isEmpty()) {
                return cookie.getValue();
            }
        }
        return null;
    }
}
