package dev.frontrow.reservation;

import java.util.UUID;

/// Key of a hold together with its buyer, so that other buyers' holds are never found.
public record HoldOfBuyer(UUID holdId, UUID buyerId) {}
