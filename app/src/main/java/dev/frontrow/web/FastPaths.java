package dev.frontrow.web;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.BearerTokens;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Finds the fast path of a request and asks it; see [FastPath]. Before it does, the request is counted against the
/// rate limits and its access token verified, as the filters would. Whoever is not simply let through here is left to
/// them.
@Component
class FastPaths implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, SmartInitializingSingleton {

    /// What there is to ask. It is looked up once all beans are made, since the web server is made before most of
    /// them, and would draw the database's start into its own.
    private record Known(
            List<FastRoute> routes,
            BearerTokens tokens,
            FastGate gate,
            @Nullable RateLimits limits) {}

    private final ObjectProvider<FastPath> paths;
    private final ObjectProvider<BearerTokens> tokens;
    private final ObjectProvider<FastGate> gate;
    private final ObjectProvider<RateLimits> limits;
    private final boolean limited;
    private final LongAdder answered = new LongAdder();
    private volatile @Nullable Known known;
    private volatile boolean on;

    FastPaths(
            ObjectProvider<FastPath> paths,
            ObjectProvider<BearerTokens> tokens,
            ObjectProvider<FastGate> gate,
            ObjectProvider<RateLimits> limits,
            @Value("${frontrow.web.fast-paths:on}") boolean on,
            Environment environment) {
        this.paths = paths;
        this.tokens = tokens;
        this.gate = gate;
        this.limits = limits;
        this.limited = environment.getProperty("frontrow.rate-limits", Boolean.class, true);
        // Then a servlet filter finds the client's address, and nobody in front of it knows whom to count.
        boolean addressUnknown =
                "framework".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"));
        this.on = on && !addressUnknown;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        // Jetty takes half as many as there are cores for threads that only read, and ours answer too.
        factory.setSelectors(Runtime.getRuntime().availableProcessors());
        factory.addServerCustomizers(
                server -> server.setHandler(new FastPathHandler(server.getHandler(), this::answer)));
    }

    @Override
    public void afterSingletonsInstantiated() {
        known = new Known(
                paths.orderedStream().map(FastRoute::to).toList(),
                tokens.getObject(),
                gate.getObject(),
                limited ? limits.getObject() : null);
    }

    /// How many requests were answered here.
    long answered() {
        return answered.sum();
    }

    void switchOn(boolean wanted) {
        on = wanted;
    }

    private Optional<FastAnswer> answer(Request request) {
        Known now = known;
        if (!on || now == null || !request.getMethod().equals("GET")) {
            return Optional.empty();
        }
        String path = FastRoute.plainPath(request);
        if (path == null) {
            return Optional.empty();
        }
        for (FastRoute route : now.routes()) {
            long id = route.id(path);
            if (id >= 0) {
                return answer(route, id, request, now);
            }
        }
        return Optional.empty();
    }

    private Optional<FastAnswer> answer(FastRoute route, long id, Request request, Known now) {
        if (!PlainCall.isPlain(request.getHeaders())
                || now.limits() != null && !now.limits().admit(request)) {
            return Optional.empty();
        }
        var answer =
                PlainCall.of(request.getHeaders(), now.tokens(), now.gate()).flatMap(call -> ask(route, id, call));
        answer.ifPresent(_ -> answered.increment());
        return answer;
    }

    /// What breaks here breaks in the controller again, and is told from there.
    private static Optional<FastAnswer> ask(FastRoute route, long id, PlainCall call) {
        try {
            return route.path().answer(id, call);
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
