package dev.frontrow.groupcommit;

/// Called after each batch and each command. Must be fast and must not throw.
@FunctionalInterface
public interface BatchObserver {

    BatchObserver NONE = (_, _, _) -> {};

    /// After a batch, on the thread that ran it, before its commands get their outcomes.
    ///
    /// @param waitedNanos how long the first command of the batch waited
    /// @param ranNanos    how long the batch took, commit included
    void ran(int commands, long waitedNanos, long ranNanos);

    /// After a command, on its caller's own thread, whether it failed or not.
    ///
    /// @param sinceNanos since when it waited, by [System#nanoTime]
    /// @param begunNanos when its batch began
    /// @param commands   the commands of its batch; 0 if it was in none
    default void answered(long sinceNanos, long begunNanos, int commands) {}
}
