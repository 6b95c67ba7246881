package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/// The client's name for one intended command: 1 to 255 printable ASCII characters. A quoted string, as in the
/// IETF draft, is the same key as the bare one.
record IdempotencyKey(String value) {

    private static final int LENGTH_MAX = 255;

    static IdempotencyKey required(@Nullable String header) {
        IdempotencyKey key = optional(header);
        if (key == null) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).at("Idempotency-Key", "required");
        }
        return key;
    }

    static @Nullable IdempotencyKey optional(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String value = unquoted(header.strip());
        boolean printable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        if (value.isBlank() || value.length() > LENGTH_MAX || !printable) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).at("Idempotency-Key", "idempotency-key");
        }
        return new IdempotencyKey(value);
    }

    private static String unquoted(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? header.substring(1, header.length() - 1) : header;
    }
}
