package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// The hashes of the draw `frontrow-draw-1`; `docs/draw.md` specifies them byte for byte. Numbers are big-endian.
public final class DrawHashes {

    public static final String ALGORITHM = "frontrow-draw-1";
    static final int NONCE_BYTES = 16;

    private static final byte LEAF = 0;
    private static final byte[] NAME = Sha256.utf8(ALGORITHM);
    private static final byte[] VOID = Sha256.utf8("void");
    private static final int UUID_BYTES = 16;

    private DrawHashes() {}

    static byte[] commitment(byte[] secret) {
        return Sha256.of(secret);
    }

    /// Blinds the leaf: without the nonce nobody can find a buyer's leaf by hashing all buyer ids.
    static byte[] nonce(Sha256.Keyed receiptKey, long concertId, Lane lane, long number, UUID buyerId) {
        byte[] whole = receiptKey.of(registration(concertId, lane, number), bytes(buyerId));
        return Arrays.copyOf(whole, NONCE_BYTES);
    }

    static byte[] leaf(long concertId, Lane lane, long number, UUID buyerId, byte[] nonce) {
        return Sha256.of(new byte[] {LEAF}, NAME, registration(concertId, lane, number), bytes(buyerId), nonce);
    }

    /// The leaf of a number that has no registration.
    public static byte[] voidLeaf(long concertId, Lane lane, long number) {
        return Sha256.of(new byte[] {LEAF}, NAME, VOID, registration(concertId, lane, number));
    }

    static byte[] seed(byte[] secret, byte[] root, long general, long priority, String beacon) {
        byte[] counts = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(general)
                .putLong(priority)
                .array();
        return new Sha256.Keyed(secret).of(root, counts, Sha256.utf8(beacon));
    }

    static byte code(Lane lane) {
        return switch (lane) {
            case GENERAL -> 0;
            case PRIORITY -> 1;
        };
    }

    private static byte[] registration(long concertId, Lane lane, long number) {
        return ByteBuffer.allocate(2 * Long.BYTES + 1)
                .putLong(concertId)
                .put(code(lane))
                .putLong(number)
                .array();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
