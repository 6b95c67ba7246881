package dev.frontrow.catalog;

/// Stops the clocks of a concert's holds while the operator deals with an incident; whoever keeps the holds does it.
public interface HoldClocks {

    /// From now on no hold of the concert runs out, for an hour at most. Repeating it changes nothing.
    void freeze(long concertId);

    /// The clocks go on where they stood. Repeating it changes nothing.
    void unfreeze(long concertId);
}
