package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Writes a message that only the subscribed browser can read, not its push service (RFC 8291, `aes128gcm`). Names
/// follow the standard.
final class MessageEncryption {

    /// The message and what encryption adds to it fit into one record of this size.
    static final int RECORD = 4_096;

    private static final int SALT = 16;
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final byte LAST_RECORD = 2;

    private static final SecureRandom RANDOM = new SecureRandom();

    private MessageEncryption() {}

    static byte[] encrypt(byte[] message, Subscription reader) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(Curve.P_256.getStdName()), RANDOM);
            return encrypt(message, reader, salt, generator.generateKeyPair());
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException("every JDK has these algorithms", impossible);
        }
    }

    /// With a given salt and a given pair of keys, which must both be used once only.
    static byte[] encrypt(byte[] message, Subscription reader, byte[] salt, KeyPair once)
            throws GeneralSecurityException, JOSEException {
        if (message.length + 1 + TAG > RECORD) {
            throw new IllegalArgumentException("a message of %d bytes is too long".formatted(message.length));
        }
        byte[] keyId = Points.bytes(new ECKey.Builder(Curve.P_256, (ECPublicKey) once.getPublic()).build());
        byte[] input = inputKey(reader, once, keyId);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(derive(input, salt, text("Content-Encoding: aes128gcm\0"), KEY), "AES"),
                new GCMParameterSpec(TAG * Byte.SIZE, derive(input, salt, text("Content-Encoding: nonce\0"), NONCE)));
        byte[] padded = Arrays.copyOf(message, message.length + 1);
        padded[message.length] = LAST_RECORD;
        byte[] encrypted = cipher.doFinal(padded);
        return ByteBuffer.allocate(SALT + Integer.BYTES + 1 + keyId.length + encrypted.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) keyId.length)
                .put(keyId)
                .put(encrypted)
                .array();
    }

    private static byte[] inputKey(Subscription reader, KeyPair once, byte[] keyId)
            throws GeneralSecurityException, JOSEException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(once.getPrivate());
        agreement.doPhase(reader.publicKey().toECPublicKey(), true);
        byte[] start = text("WebPush: info\0");
        byte[] info = ByteBuffer.allocate(start.length + 2 * Points.BYTES)
                .put(start)
                .put(reader.publicPoint())
                .put(keyId)
                .array();
        return derive(agreement.generateSecret(), reader.secret(), info, 32);
    }

    private static byte[] derive(byte[] input, byte[] salt, byte[] info, int bytes) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(input)
                        .addSalt(salt)
                        .thenExpand(info, bytes));
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
