package dev.frontrow.identity.people;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.passwords.PasswordHashing;
import dev.frontrow.identity.recovery.LinkTokens;
import dev.frontrow.identity.roles.OperatorRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Invitations of operators. A link is random, kept as a digest, and good once and for three days. Who is invited
/// chooses a username and a password themselves, so nobody else knows it. Thread-safe.
@Service
class Invitations {

    /// @param token of the link
    record Made(Invitation invitation, String token) {

        @Override
        public String toString() {
            return "Made[" + invitation + "]";
        }
    }

    private final PeopleRows rows;
    private final PasswordHashing passwords;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Invitations(
            PeopleRows rows,
            PasswordHashing passwords,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<Invitation> list() {
        return rows.invitations(clock.instant());
    }

    /// @param by an operator with an account here
    Made make(OperatorRole role, String note, String invitedBy, Caller by) {
        Instant now = clock.instant();
        String token = LinkTokens.random();
        var invitation = new Invitation(UUID.randomUUID(), role, note, invitedBy, now.plus(Invitation.TTL));
        transaction.executeWithoutResult(_ -> {
            rows.sweep(now);
            rows.invite(LinkTokens.digest(token), invitation, by.buyerId());
            audit.record(Action.OPERATOR_INVITED, subject(invitation), null, invitation);
        });
        return new Made(invitation, token);
    }

    /// False if it was taken or withdrawn already, or is over.
    boolean withdraw(UUID invitationId) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Optional<Invitation> withdrawn = rows.withdraw(invitationId);
            withdrawn.ifPresent(gone -> audit.record(Action.INVITATION_WITHDRAWN, subject(gone), gone, null));
            return withdrawn.isPresent();
        }));
    }

    /// Looking does not use it up, since mail scanners open links too.
    boolean isGood(String token) {
        return rows.isGood(LinkTokens.digest(token), clock.instant());
    }

    /// Makes the account of somebody who was invited. The caller has checked name and password.
    ///
    /// @param address the client's
    JoinOutcome join(String token, String username, String password, String address) {
        byte[] digest = LinkTokens.digest(token);
        if (!rows.isGood(digest, clock.instant())) {
            return new JoinOutcome.LinkInvalid();
        }
        Optional<String> hash = passwords.hash(password);
        if (hash.isEmpty()) {
            return new JoinOutcome.TooManyHashing();
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            JoinOutcome outcome = rows.take(digest, clock.instant())
                    .map(taken -> joined(taken, username, hash.get(), address))
                    .orElseGet(JoinOutcome.LinkInvalid::new);
            if (outcome instanceof JoinOutcome.UsernameTaken) {
                // So that the link stays good.
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }

    private JoinOutcome joined(Invitation taken, String username, String hash, String address) {
        Optional<UUID> made = rows.insert(username, hash, taken.role());
        if (made.isEmpty()) {
            return new JoinOutcome.UsernameTaken();
        }
        UUID id = made.get();
        new Actor(id, username, taken.role().name(), address, null)
                .does(() ->
                        audit.record(Action.OPERATOR_JOINED, "operator " + id, taken, Map.of("username", username)));
        return new JoinOutcome.Joined(id, username);
    }

    private static String subject(Invitation invitation) {
        return "invitation " + invitation.invitationId();
    }
}
