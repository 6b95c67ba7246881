package dev.frontrow.web.limits;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Refuses clients over their rate limit, before any expensive step.
public class RateLimits extends OncePerRequestFilter {

    /// A call with a limit of its own. Its path is matched like Spring MVC's, so an odd spelling that does not
    /// match here reaches no handler either.
    private record CostlyCall(PathPattern path, RateLimit limit, boolean isRead) {

        boolean matches(HttpServletRequest request) {
            return PasswordCalls.isSent(request.getMethod()) != isRead
                    && path.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
        }
    }

    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);

    /// Set on requests that were counted before they reach this filter.
    private static final String COUNTED = RateLimits.class.getName() + ".COUNTED";

    private static final String COUNTED_AS_COSTLY = RateLimits.class.getName() + ".COUNTED_AS_COSTLY";

    /// What operators search and read of people, and what people read of themselves, each a few readings of large
    /// tables.
    private static final List<String> LOOK_UPS = List.of(
            "/api/v1/buyers/me/export",
            "/api/v1/operator/search",
            "/api/v1/operator/buyers/{buyerId}/story",
            "/api/v1/operator/orders/{paymentId}",
            "/api/v1/operator/orders/{paymentId}/evidence",
            "/api/v1/operator/holds/{holdId}",
            "/api/v1/operator/places/{placeId}",
            "/office/orders",
            "/office/orders/buyers/{buyerId}",
            "/office/orders/{paymentId}",
            "/office/orders/{paymentId}/evidence",
            "/office/orders/{paymentId}/refunds",
            "/office/orders/holds/{holdId}",
            "/office/orders/places/{placeId}");

    private static final Duration WARNING_PAUSE = Duration.ofMinutes(1);

    private final SteadyTime time;
    private final AtomicLong nextWarningNanos = new AtomicLong();
    private final Nodes nodes;
    private final RateLimit requests;
    private final List<CostlyCall> costlyCalls;
    private final ProblemWriter problems;

    /// @param joins the addresses at which a client joins a line
    RateLimits(
            RateLimitSettings settings, Set<String> joins, InstantSource clock, Nodes nodes, ProblemWriter problems) {
        this.nodes = nodes;
        this.time = new SteadyTime(clock);
        this.requests = limit(settings.requests(), settings);
        var signIn = limit(settings.signIn(), settings);
        var signUp = limit(settings.signUp(), settings);
        var join = limit(settings.join(), settings);
        var lookUp = limit(settings.lookUp(), settings);
        this.costlyCalls = Stream.of(
                        costly(PasswordCalls.SIGN_IN, signIn, false),
                        costly(PasswordCalls.SIGN_UP, signUp, false),
                        costly(joins, join, false),
                        costly(LOOK_UPS, lookUp, true))
                .flatMap(List::stream)
                .toList();
        this.problems = problems;
    }

    private RateLimit limit(RateLimitSettings.Limit limit, RateLimitSettings settings) {
        return new RateLimit(limit, settings.siteFactor(), settings.clientsMax(), time, nodes::count);
    }

    private static List<CostlyCall> costly(Collection<String> paths, RateLimit limit, boolean areRead) {
        return paths.stream()
                .map(path -> new CostlyCall(PathPatternParser.defaultInstance.parse(path), limit, areRead))
                .toList();
    }

    /// Counts a request before it reaches the servlets, and marks it so that the filter does not count it again.
    /// A request over the limit is not marked: the filter will refuse it.
    ///
    /// @param address the call's address in the form of [CostlyCall]
    public boolean admit(Request request, String address) {
        var client = ClientNetwork.of(Request.getRemoteAddr(request));
        if (requests.take(client).isPositive()) {
            return false;
        }
        request.setAttribute(COUNTED, true);
        for (CostlyCall call : costlyCalls) {
            if (call.path().getPatternString().equals(address)) {
                return admitCostly(request, call.limit(), client);
            }
        }
        return true;
    }

    private static boolean admitCostly(Request request, RateLimit limit, ClientNetwork client) {
        if (limit.take(client).isPositive()) {
            return false;
        }
        request.setAttribute(COUNTED_AS_COSTLY, true);
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = waitBefore(request);
        if (wait.isPositive()) {
            warnNowAndThen(request);
            problems.write(
                    request, response, Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(wait));
            return;
        }
        chain.doFilter(request, response);
    }

    /// Hints at the usual mistake: a proxy does not forward addresses, so all fans share its limit.
    private void warnNowAndThen(HttpServletRequest request) {
        long now = time.currentTimeNanos();
        long due = nextWarningNanos.get();
        if (now >= due && nextWarningNanos.compareAndSet(due, now + WARNING_PAUSE.toNanos())) {
            log.warn(
                    "too many requests from {}; if that is a proxy of yours, see server.forward-headers-strategy",
                    request.getRemoteAddr());
        }
    }

    private Duration waitBefore(HttpServletRequest request) {
        var client = ClientNetwork.of(request.getRemoteAddr());
        Duration wait = request.getAttribute(COUNTED) == null ? requests.take(client) : Duration.ZERO;
        if (wait.isPositive() || request.getAttribute(COUNTED_AS_COSTLY) != null) {
            return wait;
        }
        for (CostlyCall call : costlyCalls) {
            if (call.matches(request)) {
                return call.limit().take(client);
            }
        }
        return Duration.ZERO;
    }
}
