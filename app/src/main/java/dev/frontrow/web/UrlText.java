package dev.frontrow.web;

import dev.frontrow.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Strictly decodes queries and forms. Refuses a percent sign without two hex digits, invalid UTF-8 (overlong
/// forms and surrogates included), and NUL, which PostgreSQL cannot store.
final class UrlText {

    private static final int NAME_SHOWN_MAX = 80;

    private UrlText() {}

    /// Passes on each name and value, in order.
    ///
    /// @param whole how a refusal names the input if a name cannot be decoded
    /// @throws Problem 400 `request-invalid`, which names the malformed part
    static void read(String whole, String encoded, BiConsumer<String, String> field) {
        int from = 0;
        while (from < encoded.length()) {
            int end = encoded.indexOf('&', from);
            int to = end < 0 ? encoded.length() : end;
            if (to > from) {
                int equals = encoded.indexOf('=', from);
                boolean valued = equals >= 0 && equals < to;
                String name = decoded(encoded.substring(from, valued ? equals : to))
                        .orElseThrow(() -> Problem.invalidField(whole, "text"));
                String value = valued
                        ? decoded(encoded.substring(equals + 1, to))
                                .orElseThrow(() -> Problem.invalidField(shown(name), "text"))
                        : "";
                field.accept(name, value);
            }
            from = to + 1;
        }
    }

    private static String shown(String name) {
        return name.codePointCount(0, name.length()) <= NAME_SHOWN_MAX
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_SHOWN_MAX));
    }

    private static Optional<String> decoded(String encoded) {
        if (encoded.chars().allMatch(c -> c != '%' && c != '+' && c > 0 && c < 0x80)) {
            return Optional.of(encoded);
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            int read = decode(encoded, at, bytes);
            if (read == 0) {
                return Optional.empty();
            }
            at += read;
        }
        return utf8(bytes.toByteArray());
    }

    /// Decodes one character or escaped octet. Returns how many characters that were, 0 if they are malformed.
    private static int decode(String encoded, int at, ByteArrayOutputStream bytes) {
        char c = encoded.charAt(at);
        if (c == '%') {
            int octet = octet(encoded, at + 1);
            if (octet <= 0) {
                return 0;
            }
            bytes.write(octet);
            return 3;
        }
        if (c > 0 && c < 0x80) {
            bytes.write(c == '+' ? ' ' : c);
            return 1;
        }
        if (c == 0 || Character.getType(encoded.codePointAt(at)) == Character.SURROGATE) {
            return 0;
        }
        String point = Character.toString(encoded.codePointAt(at));
        bytes.writeBytes(point.getBytes(StandardCharsets.UTF_8));
        return point.length();
    }

    /// -1 without two hex digits.
    private static int octet(String encoded, int at) {
        if (at + 2 > encoded.length()) {
            return -1;
        }
        int high = digit(encoded.charAt(at));
        int low = digit(encoded.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /// Empty if the bytes are not UTF-8.
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
