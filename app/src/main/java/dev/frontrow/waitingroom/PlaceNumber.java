package dev.frontrow.waitingroom;

/// Names a place in a concert's line. The number is given once, with the join, and never changes.
record PlaceNumber(Lane lane, long number) {}
