package dev.frontrow.idempotency;

import dev.frontrow.database.RoundTrip;
import java.util.List;
import java.util.Optional;

/// Commands of one kind that may share a transaction. The service that executes them implements it; it knows
/// neither keys nor answers.
///
/// @param <C> the command
/// @param <O> its outcome
public interface CommandBatch<C, O> {

    /// Commands with equal lanes run in their order of arrival.
    Object lane(C command);

    /// Runs the commands in the caller's transaction, which is committed after this returns and rolled back if it
    /// throws. Returns one outcome per command, in order. Commands are independent: a refusal does not affect the
    /// others, and later commands see the effects of earlier ones.
    ///
    /// @param writes collects statements that may be written together with the answers; sent after this returns
    List<O> run(List<C> commands, RoundTrip writes);

    /// A refusal that is certain without a transaction. Asked for commands without a key before they join a
    /// batch; a command with a key may be the repeat of one that was executed.
    default Optional<O> refusedForSure(C command) {
        return Optional.empty();
    }
}
