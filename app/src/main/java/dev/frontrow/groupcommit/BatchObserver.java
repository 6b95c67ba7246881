package dev.frontrow.groupcommit;

/// Called after each batch, on the thread that ran it, before its commands get their outcomes. Must be fast and
/// must not throw.
@FunctionalInterface
public interface BatchObserver {

    BatchObserver NONE = (_, _, _) -> {};

    /// @param waitedNanos how long the first command of the batch waited
    /// @param ranNanos    how long the batch took, commit included
    void ran(int commands, long waitedNanos, long ranNanos);
}
