package dev.frontrow.seating;

/// A seat's public status. An expired hold shows as FREE at once.
public enum SeatStatus {
    FREE,
    HELD,
    SOLD,
    NOT_FOR_SALE
}
