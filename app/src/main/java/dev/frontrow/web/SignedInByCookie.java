package dev.frontrow.web;

import dev.frontrow.identity.SessionCookies;
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

/// Takes the sender of a request from the browser's cookie where it has no `Authorization`. It is a filter
/// of its own and no second source of bearer tokens, because Spring Security asks no bearer of a token for
/// a CSRF token; whoever is known by a cookie must bring one.
class SignedInByCookie extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "TRACE", "OPTIONS");

    /// As Spring sees it: an odd spelling of the same address is the same.
    private static final RequestMatcher API =
            PathPatternRequestMatcher.withDefaults().matcher(Paths.API + "**");

    private final SessionCookies cookies;

    private final RequestMatcher forEverybody;

    /// @param forEverybody what is answered to all alike
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
            // What everybody may read can be kept by a cache between us, which must not hand on anybody's cookie.
            cookies.renewed(request)
                    .filter(_ -> !forEverybody.matches(request))
                    .ifPresent(renewed -> response.addHeader(HttpHeaders.SET_COOKIE, renewed.toString()));
        }
        chain.doFilter(request, response);
    }

    /// Which requests must prove that they come from our own pages: those that change something and are not
    /// proven by an `Authorization`, which no other site can send. On the API only those that bring the
    /// cookie; on pages all, for nobody shall be signed in as somebody else by another site either.
    static RequestMatcher needsCsrfToken(SessionCookies cookies) {
        return request -> !READS.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (!API.matches(request) || cookies.isSent(request));
    }
}
