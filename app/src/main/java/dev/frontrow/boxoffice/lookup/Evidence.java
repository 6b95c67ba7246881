package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.List;

/// All that is kept about an order, for an authority or a court.
///
/// @param places of the buyer in the concert's line, with whether a challenge is open
/// @param events of the buyer that belong to the concert, and top-ups
/// @param audit  what operators did about the order, its hold and its buyer
record Evidence(
        Instant madeAt,
        LookedUpOrder order,
        LookedUpHold hold,
        List<LookedUpPlace> places,
        List<StoryEvent> events,
        List<EvidenceEntry> audit) {}
