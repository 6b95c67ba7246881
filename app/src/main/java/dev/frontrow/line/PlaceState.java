package dev.frontrow.line;

/// The states of a place: PRE_QUEUE → WAITING → ADMITTED → FINISHED / EXPIRED / LEFT. A place may also expire or
/// be left before it is admitted. PRE_QUEUE is never stored: it is WAITING before the opening and the draw.
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
