package dev.frontrow.line;

import java.util.Locale;

/// What kept a room from letting in more people.
public enum Limit {
    /// No place is left to call.
    NOBODY_WAITING,
    /// The rate that the operator wants.
    RATE,
    /// The rate, lowered because holds and payments are slow.
    BACK_OFF,
    /// The operator's capacity is full.
    CAPACITY,
    /// More people would find no seats.
    STOCK,
    /// The room is closed: not open yet, paused, or over.
    CLOSED;

    private final String cause = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in the API.
    String cause() {
        return cause;
    }
}
