package dev.frontrow.catalog;

/// Where the sale of a concert stands: SCHEDULED → PRE_QUEUE → OPEN ⇄ PAUSED → CLOSED.
public enum Phase {
    SCHEDULED,
    PRE_QUEUE,
    OPEN,
    PAUSED,
    CLOSED
}
