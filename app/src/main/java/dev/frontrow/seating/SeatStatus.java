package dev.frontrow.seating;

/// A seat's status as everybody may see it; a hold that has run out shows as FREE at once.
public enum SeatStatus {
    FREE,
    HELD,
    SOLD,
    NOT_FOR_SALE
}
