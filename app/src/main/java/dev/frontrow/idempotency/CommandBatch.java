package dev.frontrow.idempotency;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Runs commands of one kind in the caller's transaction. The transaction is committed after this returns and
/// rolled back if it throws.
@FunctionalInterface
public interface CommandBatch<C> {

    /// Returns one answer per command, in order. Commands are independent: a refusal does not affect the others,
    /// and later commands see the effects of earlier ones.
    ///
    /// @param writes collects statements that may be written together with the answers; sent after this returns
    List<Answer> run(List<C> commands, RoundTrip writes);

    /// A refusal that is certain without reading the database. Called for commands without a key before they join
    /// a batch; a command with a key may be the repeat of one that was executed.
    default Optional<Problem> refusedForSure(C command) {
        return Optional.empty();
    }
}
