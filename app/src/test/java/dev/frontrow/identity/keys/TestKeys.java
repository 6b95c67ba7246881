package dev.frontrow.identity.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Signing keys for tests of other modules.
public final class TestKeys {

    private TestKeys() {}

    /// A different key for each number. Of several, the first one signs.
    public static SigningKey of(int... fillings) {
        return SigningKey.configured(setting(fillings));
    }

    static String setting(int... fillings) {
        return IntStream.of(fillings).mapToObj(TestKeys::base64).collect(Collectors.joining(","));
    }

    private static String base64(int filling) {
        byte[] master = new byte[SigningKey.BYTES_MIN];
        Arrays.fill(master, (byte) filling);
        return Base64.getEncoder().encodeToString(master);
    }
}
