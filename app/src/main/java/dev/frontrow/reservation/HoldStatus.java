package dev.frontrow.reservation;

/// HELD → CONFIRMED / RELEASED / EXPIRED.
public enum HoldStatus {
    HELD,
    CONFIRMED,
    RELEASED,
    EXPIRED
}
