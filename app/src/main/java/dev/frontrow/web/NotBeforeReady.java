package dev.frontrow.web;

import dev.frontrow.problem.BrowserPages;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
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

/// Lets whoever comes before the start has ended wait a little: a sign-in would be refused, and a list would be empty.
/// A
/// page comes again by itself. Those who ask whether the server lives are answered.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class NotBeforeReady extends OncePerRequestFilter {

    private static final Duration WAIT = Duration.ofSeconds(2);

    /// Browsers ask for the page again then; other headers than this one ask no browser.
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
