package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/// The drawn order of one lane's registrations: a permutation of 1…size computed from the seed alone, so no
/// position is stored. A Feistel network with the structure of FF1 (NIST SP 800-38G, binary radix), applied again
/// while the result lies outside the range (cycle walking). `docs/draw.md` specifies it byte for byte.
/// Thread-safe.
public final class DrawOrder {

    /// Half of the bits must fit into the four bytes that a round uses.
    static final long SIZE_MAX = 1L << 62;

    /// As many rounds as FF1. Short lines need more: each round mixes few bits, and ten would leave some orders
    /// likelier.
    private static final int ROUNDS = 10;

    private static final int ROUNDS_IN_SHORT_LINE = 32;
    private static final int SHORT_LINE_BITS = 10;
    private static final int MESSAGE_BYTES = 1 + Long.BYTES;

    private final Sha256.Keyed laneSeed;
    private final long size;
    private final int leftBits;
    private final int rightBits;
    private final int rounds;

    public DrawOrder(byte[] seed, Lane lane, long size) {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException("no draw among " + size + " registrations");
        }
        this.size = size;
        laneSeed = new Sha256.Keyed(new Sha256.Keyed(seed).of(new byte[] {DrawHashes.code(lane)}));
        int bits = size == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        leftBits = bits / 2;
        rightBits = bits - leftBits;
        rounds = bits <= SHORT_LINE_BITS ? ROUNDS_IN_SHORT_LINE : ROUNDS;
    }

    /// The position of a registration. Numbers above the size joined after the close and keep their number as
    /// position.
    ///
    /// @throws IllegalArgumentException for a number below 1
    public long positionOf(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("numbers begin with 1, not " + number);
        }
        if (number > size) {
            return number;
        }
        long value = number - 1;
        do {
            value = permuted(value);
        } while (value >= size);
        return value + 1;
    }

    public long size() {
        return size;
    }

    /// All positions, indexed by number; index 0 is unused. Computed in parallel; needs four bytes per
    /// registration.
    public int[] positions() {
        int[] positions = new int[Math.toIntExact(size) + 1];
        IntStream.rangeClosed(1, positions.length - 1)
                .parallel()
                .forEach(number -> positions[number] = (int) positionOf(number));
        return positions;
    }

    /// One pass of the network: a permutation of all numbers of that many bits. At most half of them lie outside
    /// the range, so a walk takes at most two passes on average.
    private long permuted(long value) {
        long left = value >>> rightBits;
        long right = value & mask(rightBits);
        byte[] message = new byte[MESSAGE_BYTES];
        ByteBuffer writer = ByteBuffer.wrap(message);
        for (int round = 0; round < rounds; round++) {
            writer.put(0, (byte) round).putLong(1, right);
            long mixed = left + ByteBuffer.wrap(laneSeed.of(message)).getInt();
            left = right;
            right = mixed & mask(round % 2 == 0 ? leftBits : rightBits);
        }
        return left << rightBits | right;
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }
}
