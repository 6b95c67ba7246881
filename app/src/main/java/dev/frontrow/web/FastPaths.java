package dev.frontrow.web;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.BearerTokens;
import dev.frontrow.identity.Caller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Finds the fast path or the fast command of a request; see [FastPath] and [FastCommand]. Before it is asked, the
/// request is counted against the rate limits and its access token verified, as the filters would. Whoever is not
/// simply let through here is left to them.
@Component
class FastPaths implements SmartInitializingSingleton {

    /// What there is to ask. It is looked up once all beans are made, since the web server is made before most of
    /// them, and would draw the database's start into its own.
    private record Known(
            List<FastRoute<FastPath>> paths,
            List<FastRoute<FastCommand<?>>> commands,
            FastCommands runner,
            BearerTokens tokens,
            FastGate gate,
            @Nullable RateLimits limits,
            Liveness liveness) {}

    private static final long BODY_BYTES_MAX = 4_096;

    private final BeanFactory beans;
    private final Doors doors;
    private final Forwarding forwarding;
    private final boolean limited;
    private final LongAdder answered = new LongAdder();
    private volatile @Nullable Known known;
    private volatile boolean on;

    FastPaths(
            BeanFactory beans,
            Doors doors,
            @Value("${frontrow.web.fast-paths:on}") boolean on,
            Environment environment) {
        this.beans = beans;
        this.doors = doors;
        this.forwarding = Forwarding.in(environment);
        this.limited = environment.getProperty("frontrow.rate-limits", Boolean.class, true);
        // Then a servlet filter finds the client's address, and nobody in front of it knows whom to count.
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
                limited ? beans.getBean(RateLimits.class) : null,
                new Liveness(beans.getBean(ApplicationAvailability.class)));
    }

    /// How many requests were answered here.
    long answered() {
        return answered.sum();
    }

    void switchOn(boolean wanted) {
        on = wanted;
    }

    /// The fast path of a GET that has one.
    Optional<Routed<FastPath>> path(Request request) {
        Known now = knownFor("GET", request);
        return now == null ? Optional.empty() : find(now.paths(), request, now);
    }

    /// Its answer, if there is one without waiting.
    Optional<FastAnswer> answer(Routed<FastPath> path) {
        return counted(ask(path));
    }

    /// Its answer, on a thread that may wait. What breaks here has been waited for, and is told at once: the controller
    /// would wait for it again.
    Optional<FastAnswer> answerInTime(Routed<FastPath> path, Request request) {
        Known now = known;
        if (now == null) {
            return Optional.empty();
        }
        try {
            return counted(path.target().answerInTime(path.id(), path.call()));
        } catch (RuntimeException thrown) {
            return counted(Optional.of(now.runner().refusal(thrown, path.call(), request)));
        }
    }

    /// Whether the server lives, if that is what was asked for.
    Optional<FastAnswer> liveness(Request request) {
        Known now = known;
        return now == null ? Optional.empty() : now.liveness().answer(request);
    }

    /// Who makes the request, if that can be told at once.
    Optional<Caller> caller(Request request) {
        Known now = known;
        return now == null ? Optional.empty() : PlainCall.caller(request, now.tokens());
    }

    /// The command of a POST that has a fast one.
    Optional<Routed<FastCommand<?>>> command(Request request) {
        Known now = knownFor("POST", request);
        return now == null || !isShort(request) ? Optional.empty() : find(now.commands(), request, now);
    }

    /// Runs it, on a thread that may wait. Empty where the controller is to answer; then nothing has been done.
    Optional<FastAnswer> run(Routed<FastCommand<?>> command, byte[] body, Request request) {
        Known now = known;
        return now == null
                ? Optional.empty()
                : counted(now.runner().answer(command.target(), command.id(), command.call(), body, request));
    }

    /// The call, if it is one that Spring need not think about.
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

    /// Of a length that was told: nobody can make a thread here read for ever.
    private static boolean isShort(Request request) {
        return request.getLength() <= BODY_BYTES_MAX && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private Optional<FastAnswer> counted(Optional<FastAnswer> answer) {
        answer.ifPresent(_ -> answered.increment());
        return answer;
    }

    /// What breaks here breaks in the controller again, and is told from there.
    private static Optional<FastAnswer> ask(Routed<FastPath> path) {
        try {
            return path.target().answer(path.id(), path.call());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
