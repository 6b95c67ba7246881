package dev.frontrow.identity.factor;

import dev.frontrow.identity.keys.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Encrypts secrets by a key of the server, so that a copy of the database alone is worth nothing.
@Component
class SecretBox {

    private static final String PURPOSE = "second-factor";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<byte[]> keys;
    private final SecureRandom random = new SecureRandom();

    SecretBox(SigningKey key) {
        keys = key.deriveAll(PURPOSE);
    }

    byte[] close(byte[] secret, UUID owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, owner).doFinal(secret);
            return ByteBuffer.allocate(NONCE_BYTES + closed.length)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    /// Empty if it was encrypted by a key that the server has no more.
    Optional<byte[]> open(byte[] closed, UUID owner) {
        byte[] nonce = Arrays.copyOf(closed, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(closed, NONCE_BYTES, closed.length);
        for (byte[] key : keys) {
            try {
                return Optional.of(
                        cipher(Cipher.DECRYPT_MODE, key, nonce, owner).doFinal(rest));
            } catch (GeneralSecurityException _) {
                // Another key may be the right one.
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, UUID owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
