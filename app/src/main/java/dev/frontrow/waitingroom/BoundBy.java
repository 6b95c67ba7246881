package dev.frontrow.waitingroom;

/// What kept more buyers from being let in.
enum BoundBy {
    RATE,
    CAPACITY,
    STOCK,
    BACK_OFF,
    NOBODY_WAITING,
    CLOSED
}
