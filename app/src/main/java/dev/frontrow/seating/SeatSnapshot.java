package dev.frontrow.seating;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;

/// Seats of a performance as they were read: of each, its place in the map and what there is to know.
///
/// @param firstOfHold whether it is the first of its hold's seats
/// @param heldUntil   in microseconds since 1970; 0 where the seat is not HELD
public record SeatSnapshot(
        int[] places, SeatStatus[] statuses, long[] versions, boolean[] firstOfHold, long[] heldUntil) {

    /// Of a version and the first letter of a status, which is a small one where the seat is the first of its hold's;
    /// in two bytes as all of PostgreSQL's small numbers.
    private static final int SEAT_BYTES = Long.BYTES + Short.BYTES;

    /// From which PostgreSQL counts microseconds.
    private static final long EPOCH_MICROS = micros(Instant.parse("2000-01-01T00:00:00Z"));

    private static final SeatStatus[] BY_LETTER = byLetter();

    /// Twenty thousand seats are read every second of a rush. In so few bytes, without their labels, they cost a third
    /// of what arrays cost on both sides.
    ///
    /// @param places    of the seats that were asked for, in the order of labels
    /// @param seats     each one's version and letter, in the same order
    /// @param deadlines of those of them that are HELD, as PostgreSQL sends a time
    /// @throws IllegalStateException if it has more or fewer seats there
    static SeatSnapshot decode(int[] places, byte[] seats, byte[] deadlines) {
        int size = places.length;
        if (seats.length != size * SEAT_BYTES) {
            throw new IllegalStateException("there are %d seats, and %d bytes of rows for them, which should be %d each"
                    .formatted(size, seats.length, SEAT_BYTES));
        }
        var read = new SeatSnapshot(places, new SeatStatus[size], new long[size], new boolean[size], new long[size]);
        ByteBuffer rows = ByteBuffer.wrap(seats);
        ByteBuffer held = ByteBuffer.wrap(deadlines);
        for (int i = 0; i < size; i++) {
            read.versions[i] = rows.getLong();
            char letter = rows.getChar();
            read.statuses[i] = BY_LETTER[Character.toUpperCase(letter)];
            read.firstOfHold[i] = Character.isLowerCase(letter);
            read.heldUntil[i] = read.statuses[i] == SeatStatus.HELD ? EPOCH_MICROS + held.getLong() : 0;
        }
        return read;
    }

    private static SeatStatus[] byLetter() {
        var byLetter = new SeatStatus[Byte.MAX_VALUE];
        Arrays.stream(SeatStatus.values())
                .forEach(status -> byLetter[status.name().charAt(0)] = status);
        return byLetter;
    }

    /// Places of those that are free at this moment; a HELD seat past its deadline is.
    public BitSet free(Instant now) {
        long micros = micros(now);
        var free = new BitSet();
        for (int i = 0; i < places.length; i++) {
            if (statuses[i] == SeatStatus.FREE || statuses[i] == SeatStatus.HELD && heldUntil[i] <= micros) {
                free.set(places[i]);
            }
        }
        return free;
    }

    /// As PostgreSQL keeps them; a deadline has no finer parts.
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
