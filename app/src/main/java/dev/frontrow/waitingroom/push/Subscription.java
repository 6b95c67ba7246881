package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a browser takes messages, and the keys to write them for it alone.
///
/// @param endpoint at its push service; a secret of the browser
/// @param p256dh   its public key: a point of P-256, uncompressed, in base64url
/// @param auth     a secret that it shares with the writer: 16 bytes in base64url
public record Subscription(URI endpoint, String p256dh, String auth) {

    private static final Pattern POINT = Pattern.compile("[A-Za-z0-9_-]{87}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");

    /// Whether the text is a public key that one can agree on a key with.
    public static boolean isPublicKey(String text) {
        return POINT.matcher(text).matches()
                && decoded(text).flatMap(Points::key).isPresent();
    }

    /// Whether the text is a shared secret.
    public static boolean isSecret(String text) {
        return SECRET.matcher(text).matches() && decoded(text).isPresent();
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    byte[] publicPoint() {
        return Base64.getUrlDecoder().decode(p256dh);
    }

    ECKey publicKey() {
        return Points.key(publicPoint())
                .orElseThrow(() -> new IllegalStateException("a stored key is not on " + Curve.P_256));
    }

    byte[] secret() {
        return Base64.getUrlDecoder().decode(auth);
    }

    @Override
    public String toString() {
        return "Subscription[" + endpoint.getHost() + "]";
    }
}
