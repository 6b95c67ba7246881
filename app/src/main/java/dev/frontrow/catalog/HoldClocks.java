package dev.frontrow.catalog;

import java.time.Duration;

/// Stops the clocks of a concert's holds while the operator deals with an incident; whoever keeps the holds does it.
public interface HoldClocks {

    /// How long a hold lasts that is extended, unless it is frozen.
    Duration longestHold();

    /// From now on no hold of the concert runs out, for an hour at most. Repeating it changes nothing.
    ///
    /// @return by how much the deadlines moved; whatever else must not end meanwhile moves by as much
    Duration freeze(long concertId);

    /// The clocks go on where they stood. Repeating it changes nothing.
    ///
    /// @return by how much the deadlines moved: zero or negative
    Duration unfreeze(long concertId);
}
