package dev.frontrow.web.fast;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.BearerTokens;
import dev.frontrow.identity.Caller;
import dev.frontrow.sharing.RateLimitSwitch;
import dev.frontrow.tracing.TracedCall;
import dev.frontrow.tracing.Traces;
import dev.frontrow.web.http.Doors;
import dev.frontrow.web.http.Forwarding;
import dev.frontrow.web.limits.RateLimits;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Finds the fast path or fast command of a request; see [FastPath] and [FastCommand]. It first counts the
/// request against the rate limits and verifies its access token, as the filters would. Requests that do not
/// simply pass are left to the filters.
@Component
class FastPaths implements SmartInitializingSingleton {

    /// All fast paths and commands, looked up once all beans exist. The web server is created before most of
    /// them; an earlier lookup would start the database from within it.
    private record Known(
            List<FastRoute<FastPath>> paths,
            List<FastRoute<FastCommand<?>>> commands,
            FastCommands runner,
            BearerTokens tokens,
            FastGate gate,
            @Nullable RateLimits limits,
            Liveness liveness,
            Traces traces) {}

    private static final long BODY_BYTES_MAX = 4_096;

    private final BeanFactory beans;
    private final Doors doors;
    private final Forwarding forwarding;
    private final RateLimitSwitch rateLimits;
    private final LongAdder answered = new LongAdder();
    private volatile @Nullable Known known;
    private volatile boolean on;

    FastPaths(
            BeanFactory beans,
            Doors doors,
            @Value("${frontrow.web.fast-paths:on}") boolean on,
            RateLimitSwitch rateLimits,
            Environment environment) {
        this.beans = beans;
        this.doors = doors;
        this.forwarding = Forwarding.in(environment);
        this.rateLimits = rateLimits;
        // Then only a servlet filter knows the client's address, so no fast path can count the request.
        this.on = on && forwarding != Forwarding.FRAMEWORK;
    }

    @Override
    public void afterSingletonsInstantiated() {
        known = new Known(
                beans.getBeanProvider(FastPath.class)
                        .orderedStream()
                        .map(path -> FastRoute.to(path, path.address()))
                        .toList(),
                beans.<FastCommand<?>>getBeanProvider(ResolvableType.forClass(FastCommand.class))
                        .orderedStream()
                        .<FastRoute<FastCommand<?>>>map(command -> FastRoute.to(command, command.address()))
                        .toList(),
                beans.getBean(FastCommands.class),
                beans.getBean(BearerTokens.class),
                beans.getBean(FastGate.class),
                rateLimits.rateLimits() ? beans.getBean(RateLimits.class) : null,
                new Liveness(beans.getBean(ApplicationAvailability.class)),
                beans.getBean(Traces.class));
    }

    /// How many requests the fast paths have answered.
    long answered() {
        return answered.sum();
    }

    void switchOn(boolean isOn) {
        on = isOn;
    }

    /// The fast path for a GET, if there is one.
    Optional<Routed<FastPath>> path(Request request) {
        Known now = knownFor("GET", request);
        return now == null ? Optional.empty() : find(now.paths(), request, now);
    }

    /// Its answer, if available without blocking.
    Optional<FastAnswer> tryAnswer(Routed<FastPath> path) {
        return counted(ask(path));
    }

    /// Its answer, on a thread that may block. An exception is answered here: the controller would only wait
    /// again for the same failure.
    Optional<FastAnswer> answer(Routed<FastPath> path, Request request) {
        Known now = known;
        if (now == null) {
            return Optional.empty();
        }
        try {
            return counted(path.target().answer(path.id(), path.call()));
        } catch (RuntimeException thrown) {
            return counted(Optional.of(now.runner().refusal(thrown, path.call(), request)));
        }
    }

    /// The answer to a liveness probe; empty for other requests.
    Optional<FastAnswer> liveness(Request request) {
        Known now = known;
        return now == null ? Optional.empty() : now.liveness().answer(request);
    }

    /// The caller, if known without blocking.
    Optional<Caller> caller(Request request) {
        Known now = known;
        return now == null ? Optional.empty() : PlainCall.caller(request, now.tokens());
    }

    /// Begins to follow this call, if it was chosen; the answer then tells the trace's id.
    TracedCall follow(
            Request request, Response response, Optional<UUID> fan, @Nullable Routed<FastCommand<?>> command) {
        Known now = known;
        if (now == null || now.traces() == Traces.OFF) {
            return TracedCall.NOT_FOLLOWED;
        }
        TracedCall call = now.traces().begin(request.getMethod(), fan.orElse(null));
        if (!call.id().isEmpty()) {
            response.getHeaders().put(TracedCall.HEADER, call.id());
            if (command != null) {
                call.routed(command.target().address());
            }
        }
        return call;
    }

    /// The fast command for a POST, if there is one.
    Optional<Routed<FastCommand<?>>> command(Request request) {
        Known now = knownFor("POST", request);
        return now == null || !isShort(request) ? Optional.empty() : find(now.commands(), request, now);
    }

    /// Runs the command; call it on a thread that may block. Empty if the controller must answer; then nothing
    /// has been done.
    Optional<FastAnswer> run(Routed<FastCommand<?>> command, byte[] body, Request request) {
        Known now = known;
        return now == null
                ? Optional.empty()
                : counted(now.runner().answer(command.target(), command.id(), command.call(), body, request));
    }

    /// The matching route and call, if the request is plain, within the rate limits and has no bad token.
    private static <T> Optional<Routed<T>> find(List<FastRoute<T>> routes, Request request, Known now) {
        String path = FastRoute.plainPath(request);
        if (path == null) {
            return Optional.empty();
        }
        for (FastRoute<T> route : routes) {
            long id = route.id(path);
            if (id >= 0) {
                boolean plain = PlainCall.isPlain(request)
                        && (now.limits() == null || now.limits().admit(request, route.address()));
                return plain
                        ? PlainCall.of(request, now.tokens(), now.gate())
                                .map(call -> new Routed<>(route.target(), id, call))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private @Nullable Known knownFor(String method, Request request) {
        return on && doors.areOpen() && request.getMethod().equals(method) ? known : null;
    }

    /// Requires a declared, short length, so that no client can keep a thread reading.
    private static boolean isShort(Request request) {
        return request.getLength() <= BODY_BYTES_MAX && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private Optional<FastAnswer> counted(Optional<FastAnswer> answer) {
        answer.ifPresent(_ -> answered.increment());
        return answer;
    }

    /// Swallows exceptions: the controller runs into the same one and reports it.
    private static Optional<FastAnswer> ask(Routed<FastPath> path) {
        try {
            return path.target().tryAnswer(path.id(), path.call());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
