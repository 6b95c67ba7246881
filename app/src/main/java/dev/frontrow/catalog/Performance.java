package dev.frontrow.catalog;

import java.time.Instant;

/// One show of a concert at one time.
public record Performance(long performanceId, long concertId, Instant startsAt, boolean cancelled) {}
