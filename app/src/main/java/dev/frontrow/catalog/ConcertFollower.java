package dev.frontrow.catalog;

/// Follows edits of concerts, for modules that keep something of them in memory. Called after the commit, on each node.
public interface ConcertFollower {

    /// The concert as it is stored now. May be called again with the same. Must not wait, nor read the database.
    default void follow(Concert concert) {}

    /// The amounts of this performance may have changed. Must not read the database.
    default void repriced(long performanceId) {}
}
