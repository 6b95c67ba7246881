package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The door between the line and the shop: seats, holds and payments are reached with a queue token of one's own whose
/// admission is running, and with nothing else. Whichever endpoint asks for a [SaleScope] is behind this door, so that
/// neither an odd spelling of an address nor a forgotten list leads around it; only this door makes one.
@Component
class AdmissionGate implements HandlerInterceptor, WebMvcConfigurer {

    private final QueueTokens queueTokens;
    private final Rooms rooms;
    private final WaitingRooms waitingRooms;
    private final IdempotentCalls idempotentCalls;

    AdmissionGate(QueueTokens queueTokens, Rooms rooms, WaitingRooms waitingRooms, IdempotentCalls idempotentCalls) {
        this.queueTokens = queueTokens;
        this.rooms = rooms;
        this.waitingRooms = waitingRooms;
        this.idempotentCalls = idempotentCalls;
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
        Caller caller = Caller.of(SecurityContextHolder.getContext().getAuthentication())
                .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED));
        QueueToken token = queueTokens
                .read(request.getHeader("Queue-Token"))
                .filter(read -> read.buyerId().equals(caller.buyerId()))
                .orElseThrow(() -> Problem.of(ProblemCode.QUEUE_TOKEN_INVALID));
        requireAdmitted(token, request);
        request.setAttribute(SaleScope.ATTRIBUTE, new SaleScope(token.concertId()));
        return true;
    }

    private static boolean needsAdmission(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == SaleScope.class);
    }

    private void requireAdmitted(QueueToken token, HttpServletRequest request) {
        Optional<SteeredRoom> room = rooms.find(token.concertId());
        if (room.isEmpty()) {
            throw Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
        }
        switch (waitingRooms.stateAtTheGate(room.get(), token.place())) {
            case ADMITTED -> {}
            case PRE_QUEUE, WAITING -> throw Problem.of(ProblemCode.NOT_ADMITTED);
            case FINISHED, EXPIRED, LEFT -> {
                // Whoever repeats a request that was answered before gets that answer: a payment ends its own
                // admission.
                if (!idempotentCalls.hasAnswer(request, token.buyerId())) {
                    throw Problem.of(ProblemCode.ADMISSION_OVER);
                }
            }
        }
    }
}
