package dev.frontrow.reservation;

import java.util.UUID;

/// A hold as its buyer names it: somebody else's does not exist for them.
public record HoldOfBuyer(UUID holdId, UUID buyerId) {}
