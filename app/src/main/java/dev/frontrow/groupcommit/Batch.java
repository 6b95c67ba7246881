package dev.frontrow.groupcommit;

import java.util.List;

/// Runs commands together, in one transaction of its own that is committed when it returns.
@FunctionalInterface
public interface Batch<C, O> {

    /// One outcome for each command, in their order, which is the order of their arrival. What it throws means that no
    /// command had an effect, unless [#mayHaveHadEffect] says otherwise; an [Error] is never tried again. Must not
    /// submit to the group commit that runs it: it would wait for itself.
    List<O> run(List<C> commands);

    /// Whether a failed run may have been committed all the same, or would fail in the same way again for each of its
    /// commands. It is then not tried again: all its commands fail with it.
    default boolean mayHaveHadEffect(Throwable failure) {
        return false;
    }
}
