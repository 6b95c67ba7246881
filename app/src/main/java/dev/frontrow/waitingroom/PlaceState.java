package dev.frontrow.waitingroom;

/// PRE_QUEUE → WAITING → ADMITTED → FINISHED / EXPIRED / LEFT.
public enum PlaceState {
    PRE_QUEUE,
    WAITING,
    ADMITTED,
    FINISHED,
    EXPIRED,
    LEFT;

    boolean live() {
        return this == PRE_QUEUE || this == WAITING || this == ADMITTED;
    }
}
