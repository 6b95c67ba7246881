package dev.frontrow.identity;

import java.util.Arrays;
import java.util.Base64;

/// Signing keys for tests of what other modules sign.
public final class TestKeys {

    private TestKeys() {}

    /// A key for each filling.
    public static SigningKey of(int filling) {
        byte[] master = new byte[SigningKey.BYTES_MIN];
        Arrays.fill(master, (byte) filling);
        return SigningKey.configured(Base64.getEncoder().encodeToString(master));
    }
}
