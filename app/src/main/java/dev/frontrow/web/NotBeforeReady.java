package dev.frontrow.web;

import dev.frontrow.problem.BrowserPages;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.Doors;
import dev.frontrow.web.http.Probes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers 503 `busy` until startup completes; otherwise a sign-in would be refused and lists would be empty.
/// Pages reload by themselves. Health probes and assets are exempt.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class NotBeforeReady extends OncePerRequestFilter {

    private static final Duration WAIT = Duration.ofSeconds(2);

    /// Makes browsers reload the page; they ignore `Retry-After`.
    private static final String REFRESH = "Refresh";

    private static final String ASSETS = "/assets/";

    private final Doors doors;
    private final ProblemWriter problems;

    NotBeforeReady(Doors doors, ProblemWriter problems) {
        this.doors = doors;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (doors.areOpen() || isAnsweredAnyway(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        if (HttpMethod.GET.matches(request.getMethod()) && BrowserPages.areAskedForBy(request)) {
            response.setHeader(REFRESH, Long.toString(WAIT.toSeconds()));
        }
        problems.write(request, response, Problem.of(ProblemCode.BUSY).retryAfter(WAIT));
    }

    private static boolean isAnsweredAnyway(String path) {
        return path.equals(Probes.HEALTH) || path.startsWith(Probes.HEALTH + "/") || path.startsWith(ASSETS);
    }
}
