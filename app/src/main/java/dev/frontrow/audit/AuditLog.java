package dev.frontrow.audit;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what operators and jobs do, in the transaction in which they do it. Thread-safe.
@Service
public class AuditLog {

    /// The header in which a client says why, as percent-encoded UTF-8.
    public static final String REASON_HEADER = "Audit-Reason";

    private final AuditEntries entries;
    private final AuditSettings settings;
    private final JsonMapper json;
    private final InstantSource clock;

    AuditLog(AuditEntries entries, AuditSettings settings, JsonMapper json, InstantSource clock) {
        this.entries = entries;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// Adds an entry for the [Actor] who is bound to this thread. Call it last in the transaction that makes the
    /// change: it takes the last lock of all, and keeps it until the commit.
    ///
    /// @param subject what was changed, such as `concert 12`
    /// @param before  a small record or map, written as JSON; null where there was nothing
    /// @param after   the same of what is there now
    /// @throws Problem if a reason is required and the request gave none; no outcome of each command, because only
    ///                 the header of the request is at fault
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Action action, String subject, @Nullable Object before, @Nullable Object after) {
        Actor actor = Actor.current();
        if (actor.reason() == null && isReasonRequired(action) && !actor.isSystem()) {
            throw Problem.of(ProblemCode.REASON_REQUIRED).at(REASON_HEADER, "audit-reason");
        }
        entries.insert(clock.instant(), action, subject, actor, new AuditEntries.Change(text(before), text(after)));
    }

    private boolean isReasonRequired(Action action) {
        return switch (action.reason()) {
            case OPTIONAL -> false;
            case IF_WISHED -> settings.reasonsRequired();
            case REQUIRED -> true;
        };
    }

    private @Nullable String text(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }
}
