package dev.frontrow.reservation;

import java.util.List;

/// Places holds in the caller's transaction, in the given order: each sees what earlier ones took.
interface HoldPlacing {

    /// Returns one outcome per hold, in order. A refused hold writes nothing; its locks last until the
    /// transaction ends.
    List<HoldOutcome> place(List<WantedHold> wanted);
}
