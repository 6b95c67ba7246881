package dev.frontrow.identity;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// The rule for usernames: 3 to 64 letters, digits, and the other characters that an e-mail address may have
/// around its at sign. All of it is ASCII, so no two names look alike. Two spellings of one name can differ in
/// upper and lower case only, which the unique index ignores. Letters that a keyboard of another script makes of
/// ASCII, such as those of double width, are folded first.
public final class Username {

    /// The characters and lengths of a username, as a regular expression.
    public static final String PATTERN = "[A-Za-z0-9.@!#$%&'*+/=?^_`{|}~-]{3,64}";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    /// Folding never makes a longer text short enough for a name.
    private static final int TYPED_MAX = 400;

    private Username() {}

    /// The name that was meant, whether or not it fits the rule.
    public static String normalized(String typed) {
        return typed.length() > TYPED_MAX
                ? typed
                : Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    /// Whether the name fits the rule.
    static boolean isOne(String normalized) {
        return FORM.matcher(normalized).matches();
    }
}
