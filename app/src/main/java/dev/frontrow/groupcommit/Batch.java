package dev.frontrow.groupcommit;

import java.util.List;

/// Runs commands together in one transaction of its own. The transaction is committed when `run` returns.
@FunctionalInterface
public interface Batch<C, O> {

    /// Returns one outcome per command, in the order of the commands, which is their order of arrival. An
    /// exception means that no command had an effect, unless [#mayHaveHadEffect] says otherwise. An [Error] is
    /// never retried. Must not submit to the group commit that runs it: that would deadlock.
    List<O> run(List<C> commands);

    /// Whether a failed run may have been committed anyway, or would fail the same way for each of its commands.
    /// If true, the batch is not retried and all its commands fail with it.
    default boolean mayHaveHadEffect(Throwable failure) {
        return false;
    }
}
