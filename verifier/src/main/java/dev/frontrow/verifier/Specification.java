package dev.frontrow.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The draw `frontrow-draw-1` of docs/draw.md. Hashes are hexadecimal text; numbers are hashed as eight bytes,
/// big-endian. Written for readability, not for speed.
final class Specification {

    static final String ALGORITHM = "frontrow-draw-1";

    /// GENERAL and PRIORITY, in this order: a lane's byte is its index here.
    static final List<String> LANES = List.of("GENERAL", "PRIORITY");

    private static final HexFormat HEX = HexFormat.of();

    private Specification() {}

    static String commitment(String secret) {
        return sha256(bytes(secret));
    }

    static String leaf(long concertId, int lane, long number, UUID buyerId, String nonce) {
        return sha256(
                new byte[] {0},
                utf8(ALGORITHM),
                u64(concertId),
                new byte[] {(byte) lane},
                u64(number),
                u64(buyerId.getMostSignificantBits()),
                u64(buyerId.getLeastSignificantBits()),
                bytes(nonce));
    }

    /// The leaf of a void number.
    static String voidLeaf(long concertId, int lane, long number) {
        return sha256(
                new byte[] {0}, utf8(ALGORITHM), utf8("void"), u64(concertId), new byte[] {(byte) lane}, u64(number));
    }

    static String node(String left, String right) {
        return sha256(new byte[] {1}, bytes(left), bytes(right));
    }

    static String emptyTree() {
        return sha256();
    }

    static String seed(String secret, String root, long general, long priority, String beacon) {
        return HEX.formatHex(hmac(bytes(secret), bytes(root), u64(general), u64(priority), utf8(beacon)));
    }

    /// The root that follows from a leaf at this index of a tree of this size (RFC 9162, 2.1.3.2); empty if the
    /// path has the wrong length.
    static String rootFrom(String leaf, long index, long size, List<String> path) {
        long node = index;
        long last = size - 1;
        String hash = leaf;
        for (String sibling : path) {
            if (last == 0) {
                return "";
            }
            if (node % 2 == 1 || node == last) {
                hash = node(sibling, hash);
                while (node % 2 == 0 && node != 0) {
                    node /= 2;
                    last /= 2;
                }
            } else {
                hash = node(hash, sibling);
            }
            node /= 2;
            last /= 2;
        }
        return last == 0 ? hash : "";
    }

    /// The position of the registration: the structure of FF1 with binary radix, repeated while the value is
    /// outside the range.
    static long position(String seed, int lane, long size, long number) {
        byte[] laneSeed = hmac(bytes(seed), new byte[] {(byte) lane});
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        long value = number - 1;
        do {
            value = permuted(laneSeed, bits, value);
        } while (value >= size);
        return value + 1;
    }

    private static long permuted(byte[] laneSeed, int bits, long value) {
        int leftBits = bits / 2;
        int rightBits = bits - leftBits;
        int rounds = bits <= 10 ? 32 : 10;
        long left = value >>> rightBits;
        long right = value & mask(rightBits);
        for (int round = 0; round < rounds; round++) {
            int first4Bytes = ByteBuffer.wrap(hmac(laneSeed, new byte[] {(byte) round}, u64(right)))
                    .getInt();
            long sum = left + Integer.toUnsignedLong(first4Bytes) & mask(round % 2 == 0 ? leftBits : rightBits);
            left = right;
            right = sum;
        }
        return left << rightBits | right;
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return HEX.formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] u64(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }
}
