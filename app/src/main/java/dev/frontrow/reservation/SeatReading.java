package dev.frontrow.reservation;

import java.time.Instant;

/// All seats of a performance as they were read, column by column: twenty thousand of them are read every second of a
/// rush, and a row each would cost several times as much on both sides.
///
/// @param heldUntil in microseconds since 1970; 0 where the seat is not HELD
record SeatReading(String[] labels, SeatStatus[] statuses, long[] versions, long[] heldUntil) {

    /// A HELD seat past its deadline is free.
    boolean isFreeAt(int row, Instant now) {
        return statuses[row] == SeatStatus.FREE
                || statuses[row] == SeatStatus.HELD && heldUntil[row] <= SeatBoard.micros(now);
    }
}
