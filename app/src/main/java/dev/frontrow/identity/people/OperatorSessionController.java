package dev.frontrow.identity.people;

import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.identity.signedin.OperatorSession;
import dev.frontrow.identity.signedin.OperatorSessions;
import dev.frontrow.identity.signedin.SessionEndOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The sessions of operators: one's own, and for owners those of everybody.
@RestController
@Tag(name = "Operator")
@RequestMapping("/api/v1/operator")
class OperatorSessionController {

    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    /// @param current whether it is the one that asks
    record OpenSession(
            UUID sessionId,
            @Nullable String browser,
            @Nullable String system,
            String address,
            Instant begunAt,
            Instant seenAt,
            Instant endsAt,
            boolean current) {

        static OpenSession of(OperatorSession session, UUID current) {
            return new OpenSession(
                    session.sessionId(),
                    session.browser(),
                    session.system(),
                    session.address(),
                    session.begunAt(),
                    session.seenAt(),
                    session.endsAt(),
                    session.sessionId().equals(current));
        }
    }

    record OpenSessions(List<OpenSession> sessions) {}

    /// How the session goes on.
    ///
    /// @param accessToken in place of the one that was sent, which is over; absent if that still counts, or if the
    ///                    session is kept by a cookie
    record RemainingSession(
            @Nullable String accessToken, @Nullable Instant expiresAt) {

        @Override
        public String toString() {
            return "RemainingSession";
        }
    }

    private final OperatorSessions sessions;
    private final SessionCookies cookies;
    private final AccessTokens tokens;

    OperatorSessionController(OperatorSessions sessions, SessionCookies cookies, AccessTokens tokens) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.tokens = tokens;
    }

    @GetMapping("/sessions")
    @Operation(summary = "One's own sessions that may still be used, the last seen first")
    OpenSessions own(@Parameter(hidden = true) CallerAuthentication caller) {
        return list(caller.getPrincipal().buyerId(), confirmed(caller));
    }

    @DeleteMapping("/sessions/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one of one's own sessions", description = "At once, on every node.")
    void endOwn(@PathVariable UUID sessionId, @Parameter(hidden = true) CallerAuthentication caller) {
        required(sessions.end(confirmed(caller).getPrincipal().buyerId(), sessionId));
    }

    @DeleteMapping("/sessions")
    @Operation(
            summary = "End all of one's own sessions but this one",
            description = "Also those that never came to the box office. This one goes on: browsers get a new cookie,"
                    + " programs a new access token.")
    ResponseEntity<RemainingSession> endOthers(
            @Parameter(hidden = true) CallerAuthentication caller, HttpServletRequest request) {
        SessionEndOutcome outcome = sessions.endOthers(confirmed(caller));
        required(outcome);
        if (!(outcome instanceof SessionEndOutcome.OthersEnded(CallerAuthentication goesOn))) {
            return ResponseEntity.ok(new RemainingSession(null, null));
        }
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            return ResponseEntity.ok()
                    .header(
                            HttpHeaders.SET_COOKIE,
                            cookies.goOn(goesOn, request).toString())
                    .body(new RemainingSession(null, null));
        }
        AccessTokens.AccessToken token = tokens.goOn(goesOn.getPrincipal(), goesOn.session());
        return ResponseEntity.ok(new RemainingSession(token.value(), token.expiresAt()));
    }

    @GetMapping("/people/{operatorId}/sessions")
    @Operation(summary = "The sessions of an operator that may still be used, the last seen first")
    OpenSessions of(@PathVariable UUID operatorId, @Parameter(hidden = true) CallerAuthentication caller) {
        return list(operatorId, caller);
    }

    @DeleteMapping("/people/{operatorId}/sessions/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one session of an operator", description = "At once, on every node.")
    void end(@PathVariable UUID operatorId, @PathVariable UUID sessionId) {
        required(sessions.end(operatorId, sessionId));
    }

    @DeleteMapping("/people/{operatorId}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "End all sessions of an operator",
            description = "Also those that never came to the box office. They may sign in again.")
    void endAll(@PathVariable UUID operatorId) {
        required(sessions.endAll(operatorId));
    }

    private OpenSessions list(UUID operatorId, CallerAuthentication caller) {
        return new OpenSessions(
                sessions
                        .of(operatorId)
                        .orElseThrow(() -> Problem.unknown(ProblemCode.OPERATOR_UNKNOWN, "operatorId"))
                        .stream()
                        .map(session -> OpenSession.of(session, caller.sessionId()))
                        .toList());
    }

    /// Who knows the password alone must not throw the owner of the account out.
    private static CallerAuthentication confirmed(CallerAuthentication caller) {
        if (!caller.getPrincipal().may(Right.SEE_SALE)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        return caller;
    }

    private static void required(SessionEndOutcome outcome) {
        switch (outcome) {
            case SessionEndOutcome.Ended _, SessionEndOutcome.OthersEnded _ -> {}
            case SessionEndOutcome.SessionUnknown() -> throw Problem.unknown(ProblemCode.SESSION_UNKNOWN, "sessionId");
            case SessionEndOutcome.OperatorUnknown() ->
                throw Problem.unknown(ProblemCode.OPERATOR_UNKNOWN, "operatorId");
            case SessionEndOutcome.TooManyEnded() ->
                throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
        }
    }
}
