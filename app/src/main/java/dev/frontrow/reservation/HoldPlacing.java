package dev.frontrow.reservation;

import java.util.List;

/// Places holds in the caller's transaction, in the order in which they are given: each sees what the earlier ones
/// took.
interface HoldPlacing {

    /// One outcome for each wish; a refused one leaves nothing behind that matters.
    List<HoldOutcome> place(List<WantedHold> wanted);
}
