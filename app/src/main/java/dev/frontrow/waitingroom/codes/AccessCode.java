package dev.frontrow.waitingroom.codes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A code that lets a buyer join a presale.
///
/// @param code in capitals; whoever types it may write it either way
record AccessCode(String code, int usesMax, int uses, boolean revoked) {

    static final String PATTERN = "[A-Za-z0-9-]{4,64}";

    private static final Pattern TYPED = Pattern.compile(PATTERN);

    /// As it is stored; empty for what cannot be a code.
    static Optional<String> normalized(String typed) {
        // Matched first: some letters outside A to Z have capitals inside it.
        return TYPED.matcher(typed).matches() ? Optional.of(typed.toUpperCase(Locale.ROOT)) : Optional.empty();
    }
}
