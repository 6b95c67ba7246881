package dev.frontrow.web;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a malformed query before anything reads a parameter; the server would otherwise fail in the middle of
/// a page. Runs after the rate limits.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class ReadableQuery extends OncePerRequestFilter {

    private final ProblemWriter problems;

    ReadableQuery(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getQueryString() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            UrlText.read("query", String.valueOf(request.getQueryString()), (_, _) -> {});
        } catch (Problem unreadable) {
            problems.write(new WithoutQuery(request), response, unreadable);
            return;
        }
        chain.doFilter(request, response);
    }

    /// The request as the error page sees it.
    private static final class WithoutQuery extends HttpServletRequestWrapper {

        WithoutQuery(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
