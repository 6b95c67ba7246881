package dev.frontrow.waitingroom;

import java.util.UUID;

/// Identifies a buyer's admission to a concert; each buyer has at most one at a time per concert.
public record Admission(long concertId, UUID buyerId) {}
