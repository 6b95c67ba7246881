package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Points of the curve P-256 as web push writes them: a 4, then both coordinates with 32 bytes each (X9.62).
final class Points {

    static final int BYTES = 65;

    private static final byte UNCOMPRESSED = 4;
    private static final int COORDINATE = 32;

    private Points() {}

    /// The public key at this point; empty if there is no such point on the curve.
    static Optional<ECKey> key(byte[] point) {
        if (point.length != BYTES || point[0] != UNCOMPRESSED) {
            return Optional.empty();
        }
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        Base64URL y = Base64URL.encode(Arrays.copyOfRange(point, 1 + COORDINATE, BYTES));
        try {
            return Optional.of(new ECKey.Builder(Curve.P_256, x, y).build());
        } catch (IllegalStateException | IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    static byte[] bytes(ECKey key) {
        return ByteBuffer.allocate(BYTES)
                .put(UNCOMPRESSED)
                .put(coordinate(key.getX()))
                .put(coordinate(key.getY()))
                .array();
    }

    private static byte[] coordinate(Base64URL text) {
        byte[] given = text.decode();
        byte[] whole = new byte[COORDINATE];
        System.arraycopy(given, 0, whole, COORDINATE - given.length, given.length);
        return whole;
    }
}
