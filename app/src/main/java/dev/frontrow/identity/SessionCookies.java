package dev.frontrow.identity;

import dev.frontrow.identity.sessions.Session;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.stereotype.Component;

/// Keeps a browser signed in by a cookie that no script can read and that carries one of our own access tokens.
/// The server remembers only sessions that were ended early, so a fan stays signed in across its restarts, and
/// any node can answer. Use renews the cookie, until the session's latest end. Thread-safe.
@Component
public class SessionCookies {

    /// Over plain HTTP; see [HostCookie].
    public static final String NAME = "frontrow-session";

    /// A cookie is renewed at most so many times in the time for which it is good.
    private static final int RENEWALS_PER_TTL = 24;

    private final AccessTokens accessTokens;
    private final Duration ttl;
    private final Duration sessionMax;
    private final InstantSource time;

    SessionCookies(AccessTokens accessTokens, IdentitySettings settings, InstantSource time) {
        this.accessTokens = accessTokens;
        this.ttl = settings.sessionTtl();
        this.sessionMax = settings.sessionMax();
        this.time = time;
    }

    /// The name of the cookie.
    ///
    /// @param secure whether the request came by HTTPS
    public static String name(boolean secure) {
        return HostCookie.name(NAME, secure);
    }

    /// The cookie for a fan who has just signed in.
    public ResponseCookie begin(SignInOutcome.SignedIn signedIn, HttpServletRequest request) {
        UUID buyerId = signedIn.caller().buyerId();
        Instant latestEnd = time.instant().plus(sessionMax);
        return issue(
                signedIn.caller(), new Session(UUID.randomUUID(), buyerId, signedIn.generation(), latestEnd), request);
    }

    /// A newer cookie, if the request has one that is valid and has been used for a while; empty if that one is
    /// new enough, invalid, or at its latest end.
    public Optional<ResponseCookie> renewed(HttpServletRequest request) {
        return read(request).filter(this::isDue).map(read -> issue(read.caller(), read.session(), request));
    }

    /// The cookie of a session that goes on while others of its owner were ended.
    public ResponseCookie goOn(CallerAuthentication goesOn, HttpServletRequest request) {
        return issue(goesOn.getPrincipal(), goesOn.session(), request);
    }

    boolean isDue(AccessTokens.Verified read) {
        Instant now = time.instant();
        return read.renewable()
                && read.expiresAt().isBefore(read.session().endsAtLatest().truncatedTo(ChronoUnit.SECONDS))
                && !now.isBefore(read.issuedAt().plus(ttl.dividedBy(RENEWALS_PER_TTL)));
    }

    private ResponseCookie issue(Caller caller, Session session, HttpServletRequest request) {
        var token = accessTokens.issueRenewable(caller, session, ttl);
        return cookie(token.value(), Duration.between(time.instant(), token.expiresAt()), request);
    }

    /// The cookie that makes the browser forget.
    public ResponseCookie end(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /// Whether a request has such a cookie, be it good or bad.
    public boolean isSent(HttpServletRequest request) {
        return value(request) != null;
    }

    /// The sender of the request, by its cookie. With a cookie that has expired or is not valid the sender counts
    /// as signed out: pages are for everyone, and ask for a sign-in themselves where one is needed.
    public Optional<Authentication> authentication(HttpServletRequest request) {
        return read(request).map(CallerAuthentication::new);
    }

    private Optional<AccessTokens.Verified> read(HttpServletRequest request) {
        String token = value(request);
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(accessTokens.read(token));
        } catch (BadJwtException _) {
            return Optional.empty();
        }
    }

    private static ResponseCookie cookie(String token, Duration age, HttpServletRequest request) {
        return HostCookie.of(name(request.isSecure()), token, age, request.isSecure());
    }

    private static @Nullable String value(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        String name = name(request.isSecure());
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return cookie.getValue();
            }
        }
        return null;
    }
}
