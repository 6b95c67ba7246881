package dev.frontrow.draw;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 and HMAC-SHA-256 over concatenated parts.
public final class Sha256 {

    static final int BYTES = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    public static byte[] of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// HMAC-SHA-256 under one key of at most 64 bytes. Hashes the inner and outer key blocks once and clones
    /// their states for each message: half the work for the draw's short messages, and lock-free. Thread-safe.
    static final class Keyed {

        private static final int BLOCK_BYTES = 64;

        private final MessageDigest inner;
        private final MessageDigest outer;

        Keyed(byte[] key) {
            if (key.length > BLOCK_BYTES) {
                throw new IllegalArgumentException("a key has at most " + BLOCK_BYTES + " bytes here");
            }
            inner = started(key, 0x36);
            outer = started(key, 0x5c);
        }

        private static MessageDigest started(byte[] key, int pad) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int i = 0; i < BLOCK_BYTES; i++) {
                block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
            }
            MessageDigest digest = digest();
            digest.update(block);
            return digest;
        }

        public byte[] of(byte[]... parts) {
            MessageDigest message = copy(inner);
            for (byte[] part : parts) {
                message.update(part);
            }
            MessageDigest whole = copy(outer);
            whole.update(message.digest());
            return whole.digest();
        }

        private static MessageDigest copy(MessageDigest started) {
            try {
                return (MessageDigest) started.clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("the JDK's SHA-256 can be copied", impossible);
            }
        }
    }
}
