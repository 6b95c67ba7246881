package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser's subscription, with the keys that only it knows. It reads by RFC 8291 and RFC 5869 step by step, not with
/// what the server writes with.
public final class FakeBrowser {

    private final String endpoint;
    private final ECKey key;
    private final byte[] secret = new byte[16];

    FakeBrowser(String endpoint) {
        this.endpoint = endpoint;
        new SecureRandom().nextBytes(secret);
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String endpoint() {
        return endpoint;
    }

    /// What its page sends to our server.
    public Map<String, String> form() {
        return Map.of("endpoint", endpoint, "p256dh", text(Points.bytes(key)), "auth", text(secret));
    }

    Subscription subscription() {
        return new Subscription(URI.create(endpoint), text(Points.bytes(key)), text(secret));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] read(byte[] message) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(message);
        byte[] salt = taken(in, 16);
        int record = in.getInt();
        byte[] keyId = taken(in, Byte.toUnsignedInt(in.get()));
        byte[] encrypted = taken(in, in.remaining());
        if (encrypted.length > record) {
            throw new IllegalArgumentException("more than one record");
        }
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key.toECPrivateKey());
        agreement.doPhase(Points.key(keyId).orElseThrow().toECPublicKey(), true);
        byte[] info = joined("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), Points.bytes(key), keyId);
        byte[] input = expanded(hmac(secret, agreement.generateSecret()), info);
        byte[] extracted = hmac(salt, input);
        byte[] contentKey = Arrays.copyOf(
                expanded(extracted, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII)), 16);
        byte[] nonce =
                Arrays.copyOf(expanded(extracted, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII)), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, nonce));
        return unpadded(cipher.doFinal(encrypted));
    }

    private static byte[] unpadded(byte[] padded) {
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new IllegalArgumentException("not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] taken(ByteBuffer in, int bytes) {
        byte[] taken = new byte[bytes];
        in.get(taken);
        return taken;
    }

    private static byte[] expanded(byte[] key, byte[] info) throws GeneralSecurityException {
        return hmac(key, joined(info, new byte[] {1}));
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
