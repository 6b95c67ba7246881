package dev.frontrow.waitingroom;

import dev.frontrow.catalog.AdmissionCheck;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.idempotency.AnsweredOnce;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.SignOuts;
import dev.frontrow.line.Standing;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.latency.ShopLatency;
import dev.frontrow.waitingroom.tokens.QueueToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The gate between the line and the shop: seats, holds and payments require the caller's own queue token with a
/// running admission. It guards every endpoint that has a [SaleScope] parameter, so neither an odd spelling of a
/// path nor a forgotten list bypasses it. Pages, which show people their place instead of a refusal, use
/// [FrontOfHouse]. The gate also measures the latency behind it, so that new admissions do not slow down a slow
/// shop further.
@Component
class AdmissionGate implements HandlerInterceptor, WebMvcConfigurer, FastGate {

    private static final String STARTED = AdmissionGate.class.getName() + ".started";

    /// A request whose time is being measured.
    private record Started(long concertId, long nanoTime) {}

    private final OwnPlaces ownPlaces;
    private final Standings standings;
    private final IdempotentCalls idempotentCalls;
    private final ShopLatency latency;
    private final SignOuts signOuts;

    AdmissionGate(
            OwnPlaces ownPlaces,
            Standings standings,
            IdempotentCalls idempotentCalls,
            ShopLatency latency,
            SignOuts signOuts) {
        this.ownPlaces = ownPlaces;
        this.standings = standings;
        this.idempotentCalls = idempotentCalls;
        this.latency = latency;
        this.signOuts = signOuts;
    }

    @Override
    public Optional<SaleScope> scope(Caller caller, String queueToken) {
        return ownPlaces.inMemory(queueToken, caller).flatMap(standings::knownScope);
    }

    @Override
    public void took(SaleScope scope, String path, Duration time) {
        latency.record(scope.concertId(), path, time);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || !needsAdmission(method)) {
            return true;
        }
        long nanoTime = System.nanoTime();
        Caller caller = Caller.of(SecurityContextHolder.getContext().getAuthentication())
                .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED));
        OwnPlace own = ownPlaces.required(request.getHeader("Queue-Token"), caller);
        request.setAttribute(SaleScope.ATTRIBUTE, scope(own, method, request));
        request.setAttribute(AdmissionCheck.ATTRIBUTE, check(own.token()));
        if (request.getMethod().equals(HttpMethod.POST.name())) {
            request.setAttribute(STARTED, new Started(own.token().concertId(), nanoTime));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (request.getAttribute(STARTED) instanceof Started started) {
            // An error page dispatches the same request again; count it once.
            request.removeAttribute(STARTED);
            latency.record(
                    started.concertId(),
                    request.getRequestURI(),
                    Duration.ofNanos(System.nanoTime() - started.nanoTime()));
        }
    }

    private static boolean needsAdmission(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == SaleScope.class);
    }

    private AdmissionCheck check(QueueToken token) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return new AdmissionCheck() {
            @Override
            public boolean isStillAdmitted() {
                return isAdmitted(token);
            }

            @Override
            public boolean isStillSignedIn() {
                return !signOuts.hasEnded(authentication);
            }
        };
    }

    private boolean isAdmitted(QueueToken token) {
        // Found again each time: the room may have been read anew.
        return ownPlaces
                .of(token)
                .flatMap(own -> standings.atTheGate(own).scope(token.concertId()))
                .isPresent();
    }

    private SaleScope scope(OwnPlace own, HandlerMethod method, HttpServletRequest request) {
        QueueToken token = own.token();
        Standing standing = standings.atTheGate(own);
        return standing.scope(token.concertId()).orElseGet(() -> switch (standing.state()) {
            case PRE_QUEUE, WAITING -> throw Problem.of(ProblemCode.NOT_ADMITTED);
            case ADMITTED, FINISHED, EXPIRED, LEFT -> scopeOfRepeat(token, method, request);
        });
    }

    /// A payment ends its own admission, yet its repeat must get the first answer. So anybody who was admitted
    /// may repeat an answered command; the command is told to do nothing but repeat that answer.
    private SaleScope scopeOfRepeat(QueueToken token, HandlerMethod method, HttpServletRequest request) {
        if (!method.hasMethodAnnotation(AnsweredOnce.class)
                || !idempotentCalls.hasAnswer(KeyedRequest.of(request, token.buyerId()))) {
            throw Problem.of(ProblemCode.ADMISSION_OVER);
        }
        KeyedRequest.mustBeRepeat(request, ProblemCode.ADMISSION_OVER);
        return new SaleScope(token.concertId());
    }
}
