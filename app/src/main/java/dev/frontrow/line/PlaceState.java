package dev.frontrow.line;

/// PRE_QUEUE → WAITING → ADMITTED → FINISHED / EXPIRED / LEFT.
public enum PlaceState {
    PRE_QUEUE,
    WAITING,
    ADMITTED,
    FINISHED,
    EXPIRED,
    LEFT;

    public boolean live() {
        return this == PRE_QUEUE || this == WAITING || this == ADMITTED;
    }
}
