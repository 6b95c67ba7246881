package dev.frontrow.line;

import java.util.Locale;

/// What kept a room from letting in more people.
public enum Limit {
    /// Nobody was left to let in.
    NOBODY_WAITING,
    /// The rate that the operator wants.
    RATE,
    /// The rate, lowered because holds and payments are slow.
    BACK_OFF,
    /// As many are inside as the operator allows.
    CAPACITY,
    /// More people inside would find no seat.
    STOCK,
    /// The room lets nobody in: not open yet, paused, or over.
    CLOSED;

    private final String cause = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// As the API says it.
    String cause() {
        return cause;
    }
}
