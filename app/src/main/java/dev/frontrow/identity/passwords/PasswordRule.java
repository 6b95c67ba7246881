package dev.frontrow.identity.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.modulith.NamedInterface;

/// What a password may be: 8 to 128 characters as a person sees them, not blank, and not one of those that are
/// tried first. It is compared in the form of RFC 8265 (OpaqueString): composed (NFC), every kind of space a
/// plain one. So it does not matter on which keyboard it is typed. Nothing is cut or trimmed.
@NamedInterface("passwords")
public final class PasswordRule {

    public static final int CHARACTERS_MIN = 8;
    public static final int CHARACTERS_MAX = 128;

    /// More than 128 of the longest emoji have. Longer text is refused unread.
    static final int TYPED_MAX = 4_096;

    /// A patient robot makes more guesses than this.
    private static final double GUESSES_MIN = 1_000_000;

    /// The length that is judged at once. The estimate tries all ways to read digits as letters, so its cost grows
    /// fast: for this length it is at worst about that of a hash, and usually far less.
    private static final int JUDGED_AT_ONCE = 16;

    /// One character as a person sees it, such as a letter with its accents or a family of emoji.
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final Pattern SPACE = Pattern.compile("\\p{Zs}");

    /// Characters that leave no ink: spaces, format characters, and the letters that stand for an empty place.
    private static final Pattern BLANK =
            Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Mn}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{2800}]*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /// The lists of the estimate are English. These passwords are the first that are tried in Korea, also as they
    /// come out with the keyboard left on English.
    private static final List<String> OFTEN_HERE = List.of(
            "frontrow",
            "비밀번호",
            "안녕하세요",
            "사랑해",
            "대한민국",
            "가나다라마바사",
            "아자차카타파하",
            "qlalfqjsgh",
            "dkssudgktpdy",
            "tkfkdgo",
            "eogksalsrnr",
            "rkskekfk");

    private PasswordRule() {}

    /// The form in which a password is hashed and compared.
    public static String normalized(String typed) {
        return SPACE.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC)).replaceAll(" ");
    }

    /// The fault of a new password, if it has one.
    ///
    /// @param username the owner of the password: their name is the first thing that others try
    public static Optional<PasswordFault> fault(String typed, String username) {
        if (typed.length() > TYPED_MAX) {
            return Optional.of(PasswordFault.TOO_LONG);
        }
        String password = normalized(typed);
        long characters =
                CHARACTER.matcher(password).results().limit(CHARACTERS_MAX + 1L).count();
        if (CONTROL.matcher(password).find()) {
            return Optional.of(PasswordFault.CONTROL);
        }
        if (characters < CHARACTERS_MIN) {
            return Optional.of(PasswordFault.TOO_SHORT);
        }
        if (characters > CHARACTERS_MAX) {
            return Optional.of(PasswordFault.TOO_LONG);
        }
        if (BLANK.matcher(password).matches()) {
            return Optional.of(PasswordFault.BLANK);
        }
        return isCommon(password, username) ? Optional.of(PasswordFault.COMMON) : Optional.empty();
    }

    /// A long password is at least as hard to guess as its beginning, and as its end.
    private static boolean isCommon(String password, String username) {
        if (password.equalsIgnoreCase(username)) {
            return true;
        }
        List<String> known = Stream.concat(
                        OFTEN_HERE.stream(),
                        Stream.of(username, username.split("@", 2)[0], username.split("[@+]", 2)[0]))
                .toList();
        int length = Math.min(JUDGED_AT_ONCE, password.length());
        return isEasy(password.substring(0, length), known)
                && isEasy(password.substring(password.length() - length), known);
    }

    private static boolean isEasy(String text, List<String> known) {
        return Estimate.ZXCVBN.measure(text, known).getGuesses() < GUESSES_MIN;
    }

    /// Reads its lists when the first password is judged, not when the server starts. Nothing in it changes
    /// afterwards.
    private static final class Estimate {
        static final Zxcvbn ZXCVBN = new Zxcvbn();
    }
}
