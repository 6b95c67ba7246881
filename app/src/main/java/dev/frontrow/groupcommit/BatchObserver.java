package dev.frontrow.groupcommit;

/// Is told of each batch that was run, on the thread that ran it and before its commands have their outcomes. Must be
/// quick and must not throw.
@FunctionalInterface
public interface BatchObserver {

    BatchObserver NONE = (_, _, _) -> {};

    /// @param waitedNanos how long the command at its head has waited
    /// @param ranNanos    how long the batch took, with its commit
    void ran(int commands, long waitedNanos, long ranNanos);
}
