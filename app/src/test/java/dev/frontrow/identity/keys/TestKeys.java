package dev.frontrow.identity.keys;

import java.util.Arrays;
import java.util.Base64;

/// Signing keys for tests of other modules.
public final class TestKeys {

    private TestKeys() {}

    /// A different key for each number.
    public static SigningKey of(int filling) {
        byte[] master = new byte[SigningKey.BYTES_MIN];
        Arrays.fill(master, (byte) filling);
        return SigningKey.configured(Base64.getEncoder().encodeToString(master));
    }
}
