package dev.frontrow.waitingroom.store;

import java.util.UUID;
import org.springframework.modulith.NamedInterface;

/// Identifies a buyer's admission to a concert; each buyer has at most one at a time per concert.
@NamedInterface("store")
public record Admission(long concertId, UUID buyerId) {}
