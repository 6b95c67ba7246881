package dev.frontrow.identity.people;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.sessions.EndedSessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes roles of operators, and lets operators go. At least one owner always stays. Thread-safe.
@Service
class OperatorAccounts {

    private final PeopleRows rows;
    private final EndedSessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    OperatorAccounts(
            PeopleRows rows,
            EndedSessions sessions,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<Person> list() {
        return rows.list();
    }

    PersonOutcome changeRole(UUID operatorId, OperatorRole role) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Optional<Person> person = rows.lock(operatorId);
            if (person.isEmpty()) {
                return new PersonOutcome.Unknown();
            }
            Person before = person.get();
            if (role != OperatorRole.OWNER && isLastOwner(before)) {
                return new PersonOutcome.LastOwner();
            }
            rows.setRole(operatorId, role);
            record(Action.OPERATOR_ROLE_CHANGED, before, Map.of("role", role));
            return new PersonOutcome.Changed(
                    new Person(operatorId, before.username(), role, before.active(), before.since()));
        }));
    }

    /// Lets somebody go: their sessions end, and they can no longer sign in. Their entries in the audit log stay.
    PersonOutcome remove(UUID operatorId) {
        return Objects.requireNonNull(transaction.execute(_ -> removed(operatorId)));
    }

    private PersonOutcome removed(UUID operatorId) {
        Optional<Person> person = rows.lock(operatorId);
        if (person.isEmpty()) {
            return new PersonOutcome.Unknown();
        }
        Person before = person.get();
        if (isLastOwner(before)) {
            return new PersonOutcome.LastOwner();
        }
        sessions.rememberOnceCommitted(rows.remove(operatorId, clock.instant()));
        record(Action.OPERATOR_REMOVED, before, Map.of("active", false));
        return new PersonOutcome.Changed(
                new Person(operatorId, before.username(), before.role(), false, before.since()));
    }

    private boolean isLastOwner(Person person) {
        return person.role() == OperatorRole.OWNER && rows.owners() == 1;
    }

    private void record(Action action, Person before, Map<String, ?> after) {
        audit.record(
                action,
                "operator " + before.operatorId(),
                Map.of("username", before.username(), "role", before.role()),
                after);
    }
}
