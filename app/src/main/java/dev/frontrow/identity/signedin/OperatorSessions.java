package dev.frontrow.identity.signedin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.sessions.EndedSessions;
import dev.frontrow.identity.sessions.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The sessions in which operators are signed in: which there are, and how they are ended. A session is known from its
/// first request to the box office on. Thread-safe.
@Component
public class OperatorSessions {

    /// A session is noted at most so often on one node.
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final int NOTED_MAX = 10_000;

    private static final UUID NONE = new UUID(0, 0);

    private final OperatorSessionRows rows;
    private final EndedSessions ended;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Cache<UUID, Instant> noted =
            Caffeine.newBuilder().maximumSize(NOTED_MAX).build();

    OperatorSessions(
            OperatorSessionRows rows,
            EndedSessions ended,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.ended = ended;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Notes that a session came to the box office. While the database is away it notes nothing.
    public void seen(CallerAuthentication caller, HttpServletRequest request) {
        Session session = caller.session();
        Instant now = clock.instant();
        Instant last = noted.getIfPresent(session.id());
        if (last != null && now.isBefore(last.plus(NOTED_EVERY))) {
            return;
        }
        try {
            rows.note(
                    session,
                    ClientSoftware.of(request.getHeader(HttpHeaders.USER_AGENT)),
                    request.getRemoteAddr(),
                    now);
            noted.put(session.id(), now);
        } catch (DataAccessException away) {
            // The next request notes it.
        }
    }

    /// Those of an operator that may still be used, the last seen first; empty if there is no such operator.
    public Optional<List<OperatorSession>> of(UUID operatorId) {
        return rows.isOperator(operatorId) ? Optional.of(rows.list(operatorId, clock.instant())) : Optional.empty();
    }

    /// Ends one session of an operator: from now on none of its tokens is valid, wherever they are.
    public SessionEndOutcome end(UUID operatorId, UUID sessionId) {
        return done(() -> {
            if (!rows.isOperator(operatorId)) {
                return new SessionEndOutcome.OperatorUnknown();
            }
            Optional<Session> session = rows.find(operatorId, sessionId, clock.instant());
            if (session.isEmpty()) {
                return new SessionEndOutcome.SessionUnknown();
            }
            if (!ended.endInTransaction(session.get())) {
                return new SessionEndOutcome.TooManyEnded();
            }
            record(operatorId, sessionId.toString());
            return new SessionEndOutcome.Ended();
        });
    }

    /// Ends all sessions of an operator, also those that never came to the box office.
    public SessionEndOutcome endAll(UUID operatorId) {
        return done(() -> {
            if (!rows.isOperator(operatorId)) {
                return new SessionEndOutcome.OperatorUnknown();
            }
            ended.beginGeneration(operatorId);
            if (!endOutside(operatorId, NONE)) {
                return new SessionEndOutcome.TooManyEnded();
            }
            record(operatorId, "all");
            return new SessionEndOutcome.Ended();
        });
    }

    /// Ends all sessions of the caller but this one, which goes on in what is returned.
    public SessionEndOutcome endOthers(CallerAuthentication caller) {
        Session own = caller.session();
        return done(() -> {
            int generation = ended.beginGeneration(own.buyerId());
            if (!endOutside(own.buyerId(), own.id())) {
                return new SessionEndOutcome.TooManyEnded();
            }
            record(own.buyerId(), "others");
            if (own.generation() == Session.OUTSIDE) {
                return new SessionEndOutcome.Ended();
            }
            rows.setGeneration(own.id(), generation);
            return new SessionEndOutcome.OthersEnded(caller.inGeneration(generation));
        });
    }

    /// An outside issuer begins its sessions itself, so they are ended one by one, as far as they are known.
    private boolean endOutside(UUID operatorId, UUID except) {
        return rows.outside(operatorId, clock.instant()).stream()
                .filter(session -> !session.id().equals(except))
                .allMatch(ended::endInTransaction);
    }

    private void record(UUID operatorId, String which) {
        audit.record(Action.SESSIONS_ENDED, "operator " + operatorId, null, Map.of("sessions", which));
    }

    /// What was not done leaves nothing behind.
    private SessionEndOutcome done(Supplier<SessionEndOutcome> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            SessionEndOutcome outcome = work.get();
            if (outcome instanceof SessionEndOutcome.TooManyEnded) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }
}
