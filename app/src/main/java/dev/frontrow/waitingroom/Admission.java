package dev.frontrow.waitingroom;

import java.util.UUID;

/// That a buyer may shop for a concert; each has one at a time.
public record Admission(long concertId, UUID buyerId) {}
