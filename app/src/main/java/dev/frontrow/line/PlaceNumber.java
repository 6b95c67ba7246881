package dev.frontrow.line;

/// Identifies a place in a concert's line. The number is given at the join, from 1 in each lane, and never
/// changes.
public record PlaceNumber(Lane lane, long number) {}
