package dev.frontrow.web.security;

import dev.frontrow.identity.SessionCookies;
import dev.frontrow.web.http.Paths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/// Authenticates a request by the browser's cookie if it has no `Authorization`. It is a separate filter, not a
/// second source of bearer tokens, because Spring Security requires no CSRF token with bearer tokens; with the
/// cookie it is required.
class SignedInByCookie extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "TRACE", "OPTIONS");

    /// Matches like Spring, so that odd spellings of the same address match too.
    private static final RequestMatcher API =
            PathPatternRequestMatcher.withDefaults().matcher(Paths.API + "**");

    private final SessionCookies cookies;

    private final RequestMatcher forEverybody;

    /// @param forEverybody requests whose answer is the same for every reader
    SignedInByCookie(SessionCookies cookies, RequestMatcher forEverybody) {
        this.cookies = cookies;
        this.forEverybody = forEverybody;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            cookies.authentication(request)
                    .ifPresent(known -> SecurityContextHolder.setContext(new SecurityContextImpl(known)));
            // A shared cache may keep public answers, so they must not carry anybody's cookie.
            cookies.renewed(request)
                    .filter(_ -> !forEverybody.matches(request))
                    .ifPresent(renewed -> response.addHeader(HttpHeaders.SET_COOKIE, renewed.toString()));
        }
        chain.doFilter(request, response);
    }

    /// Matches requests that need a CSRF token: those that change something and have no `Authorization`, which
    /// other sites cannot send. On the API only requests with the cookie, on pages all, so that no other site can
    /// sign a reader in as somebody else.
    static RequestMatcher needsCsrfToken(SessionCookies cookies) {
        return request -> !READS.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (!API.matches(request) || cookies.isSent(request));
    }
}
