package dev.frontrow.idempotency;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Runs commands of one kind in the caller's transaction, which is committed when this returns and undone where it
/// throws.
@FunctionalInterface
public interface CommandBatch<C> {

    /// One answer for each command, in their order. Each command stands for itself: what is refused has no
    /// effect on the others, and those that come later see what the earlier ones did.
    ///
    /// @param writes takes what may be written together with the answers, and is sent after them
    List<Answer> run(List<C> commands, RoundTrip writes);

    /// A refusal that is certain without looking into the database. Asked for a command without a key
    /// before it is taken into a batch; one with a key may be the repeat of a command that was done.
    default Optional<Problem> refusedForSure(C command) {
        return Optional.empty();
    }
}
