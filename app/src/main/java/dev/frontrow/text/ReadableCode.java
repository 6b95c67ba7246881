package dev.frontrow.text;

import java.util.random.RandomGenerator;

/// Codes that people read off paper or a screen and type: no two of their characters look alike in common fonts
/// (without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
public final class ReadableCode {

    private static final String ALPHABET = "34679ACDEFGHJKMNPQRTWXY";

    private ReadableCode() {}

    /// A code of so many characters, each worth 4.5 bits.
    ///
    /// @param random a secure one if nobody may guess the code
    public static String random(int length, RandomGenerator random) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
