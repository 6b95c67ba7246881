package dev.frontrow.identity;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// What a username may be: 3 to 64 letters, digits, and whatever else an e-mail address may have before and behind its
/// at sign. That is ASCII, so no two names look alike, and the case of letters is all in which two spellings of one
/// name
/// can differ; the unique index does not look at it. What a keyboard of another script makes of ASCII is folded first,
/// such as letters of double width.
final class Username {

    static final String PATTERN = "[A-Za-z0-9.@!#$%&'*+/=?^_`{|}~-]{3,64}";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    /// No name becomes so short by being folded.
    private static final int TYPED_MAX = 400;

    private Username() {}

    /// The name that was meant, whether or not it may be one.
    static String normalized(String typed) {
        return typed.length() > TYPED_MAX
                ? typed
                : Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    /// Whether anybody can be called so.
    static boolean isOne(String normalized) {
        return FORM.matcher(normalized).matches();
    }
}
