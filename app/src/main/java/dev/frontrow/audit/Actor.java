package dev.frontrow.audit;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who acts, as the audit log will name them. It is bound to a thread for as long as they act.
///
/// @param id      of the account; null for a job of the server
/// @param name    of the account, or of the job
/// @param role    the role that they act in
/// @param address the client's
/// @param reason  what they gave as their reason
public record Actor(
        @Nullable UUID id,
        String name,
        String role,
        @Nullable String address,
        @Nullable String reason) {

    /// What somebody does while they are bound.
    @FunctionalInterface
    public interface Deed<X extends Exception> {
        void run() throws X;
    }

    /// The longest reason, in characters.
    public static final int REASON_MAX = 500;

    private static final String SYSTEM = "SYSTEM";

    private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

    /// A job of the server.
    ///
    /// @param name says which, for example `refunds of performance 12`
    public static Actor system(String name) {
        return new Actor(null, name, SYSTEM, null, null);
    }

    /// The same with a reason, for example that of the operator who ordered the job.
    public Actor because(@Nullable String why) {
        return new Actor(id, name, role, address, why);
    }

    /// Acts on this thread.
    public <X extends Exception> void does(Deed<X> deed) throws X {
        ScopedValue.where(CURRENT, this).<@Nullable Void, X>call(() -> {
            deed.run();
            return null;
        });
    }

    /// The one who acts on this thread.
    ///
    /// @throws IllegalStateException if nobody is bound to it
    public static Actor current() {
        return CURRENT.orElseThrow(() -> new IllegalStateException("nobody is bound who could be audited"));
    }

    /// The one who acts on this thread, with their reason.
    ///
    /// @throws Problem 422 `reason-required` if they gave none
    public static Actor currentWithReason() {
        Actor actor = current();
        if (actor.reason == null) {
            throw Problem.of(ProblemCode.REASON_REQUIRED).at(AuditLog.REASON_HEADER, "audit-reason");
        }
        return actor;
    }

    boolean isSystem() {
        return role.equals(SYSTEM);
    }
}
