package dev.frontrow.line;

/// Names a place in a concert's line. The number is given once, with the join, and never changes.
public record PlaceNumber(Lane lane, long number) {}
