package dev.frontrow.waitingroom.codes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A code that leads to the priority lane.
///
/// @param code in capitals; typed codes are not case-sensitive
record AccessCode(String code, int usesMax, int uses, boolean revoked) {

    static final String PATTERN = "[A-Za-z0-9-]{4,64}";

    private static final Pattern TYPED = Pattern.compile(PATTERN);

    /// The stored form of a typed code; empty for an invalid one.
    static Optional<String> normalized(String typed) {
        // Match before converting: some letters outside A to Z have capitals within it.
        return TYPED.matcher(typed).matches() ? Optional.of(typed.toUpperCase(Locale.ROOT)) : Optional.empty();
    }
}
