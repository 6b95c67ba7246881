package dev.frontrow.web.security;

import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.roles.OperatorRoles;
import dev.frontrow.identity.signedin.OperatorSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/// Adds an operator's role to what is known of them, where it counts. A token says only that they are an operator: the
/// role may have been changed since it was made.
class RolesOfOperators extends OncePerRequestFilter {

    private final OperatorRoles roles;
    private final OperatorSessions sessions;
    private final RequestMatcher counts;

    /// @param counts requests that operators alone may send
    RolesOfOperators(OperatorRoles roles, OperatorSessions sessions, RequestMatcher counts) {
        this.roles = roles;
        this.sessions = sessions;
        this.counts = counts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                && known.isOperator()
                && counts.matches(request)) {
            CallerAuthentication operator = known.withRole(roles);
            SecurityContextHolder.setContext(new SecurityContextImpl(operator));
            if (operator.getPrincipal().operatorRole() != null) {
                sessions.seen(operator, request);
            }
        }
        chain.doFilter(request, response);
    }
}
