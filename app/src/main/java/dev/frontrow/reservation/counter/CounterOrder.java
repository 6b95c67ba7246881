package dev.frontrow.reservation.counter;

import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import java.util.List;
import java.util.UUID;

/// What the box office sells at once.
///
/// @param buyerId whose tickets these are
/// @param labels  of seats, and of places that are kept back
/// @param areas   further places, of which nobody is named
/// @param free    whether nothing is asked for them
public record CounterOrder(
        UUID buyerId, long performanceId, List<String> labels, List<AreaQuantity> areas, boolean free) {}
