package dev.frontrow.reservation;

import dev.frontrow.catalog.SaleScope;
import java.util.List;
import java.util.UUID;

/// The wish to hold all the named seats of a performance, or none of them.
///
/// @param scope  what the buyer is admitted to
/// @param labels distinct
public record HoldCommand(UUID buyerId, SaleScope scope, long performanceId, List<String> labels) {}
