package dev.frontrow.text;

import dev.frontrow.problem.Problem;
import java.text.Normalizer;
import java.util.function.IntPredicate;

/// The one rule for text that operators and fans give for others to read: composed (NFC), without blanks at its
/// ends, with something visible in it, and without characters that would change how the text around it is read,
/// or be drawn over it.
///
/// Canonically equivalent texts are equal after it; letters of different scripts that look alike stay different.
public final class PlainText {

    /// Marks on one letter. Writing needs fewer; more of them are drawn over the lines above and below.
    private static final int MARKS_MAX = 8;

    private PlainText() {}

    /// Cleans a text of one line.
    ///
    /// @param field names it in a refusal
    /// @param max   code points that it may have at the most
    /// @throws Problem 400 `request-invalid` if nothing in it is visible, if it is too long, or if it has control
    ///                 characters or a heap of marks
    public static String line(String field, String text, int max) {
        return clean(field, text, max, PlainText::isControl);
    }

    /// Cleans a text that may have several lines; each ends with a line feed.
    ///
    /// @see #line
    public static String lines(String field, String text, int max) {
        return clean(field, text.replace("\r\n", "\n"), max, point -> point != '\n' && isControl(point));
    }

    /// Whether anything of the text can be seen.
    public static boolean isVisible(String text) {
        return isPlainAscii(text) || text.codePoints().anyMatch(PlainText::isVisible);
    }

    private static String clean(String field, String text, int max, IntPredicate refused) {
        // Nearly all labels of a large house: clean already.
        if (text.length() <= max && isPlainAscii(text)) {
            return text;
        }
        if (text.codePoints().anyMatch(refused)) {
            throw Problem.invalidField(field, "plain-text");
        }
        String clean = stripped(Normalizer.normalize(text, Normalizer.Form.NFC));
        if (!isVisible(clean)) {
            throw Problem.invalidField(field, "required");
        }
        if (hasHeapOfMarks(clean)) {
            throw Problem.invalidField(field, "plain-text");
        }
        if (clean.codePointCount(0, clean.length()) > max) {
            throw Problem.invalidField(field, "too-long");
        }
        return clean;
    }

    /// Whether it has only letters, digits and marks of ASCII, and blanks only between them.
    private static boolean isPlainAscii(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            boolean inside = i > 0 && i < length - 1;
            if (letter > '~' || letter < ' ' || letter == ' ' && !inside) {
                return false;
            }
        }
        return length > 0;
    }

    /// Blanks of other scripts, such as the wide one of a Korean keyboard, and those without width are blanks too.
    private static String stripped(String text) {
        int[] points = text.codePoints().toArray();
        int from = 0;
        int to = points.length;
        while (from < to && isBlank(points[from])) {
            from++;
        }
        while (to > from && isBlank(points[to - 1])) {
            to--;
        }
        return new String(points, from, to - from);
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || point == 0x200B
                || point == 0x2060
                || point == 0xFEFF
                || point == 0x00AD
                || isFiller(point);
    }

    private static boolean isVisible(int point) {
        if (isBlank(point)) {
            return false;
        }
        int type = Character.getType(point);
        return type != Character.FORMAT && type != Character.UNASSIGNED && !isMark(point);
    }

    private static boolean hasHeapOfMarks(String text) {
        int marks = 0;
        for (int point : text.codePoints().toArray()) {
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MARKS_MAX) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /// Letters and patterns that are drawn as nothing.
    private static boolean isFiller(int point) {
        return point == 0x115F || point == 0x1160 || point == 0x2800 || point == 0x3164 || point == 0xFFA0;
    }

    /// Control characters, ends of lines and paragraphs, lone surrogates, noncharacters, private characters, and
    /// characters that turn the direction of the text around them.
    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE -> true;
            default ->
                point >= 0x202A && point <= 0x202E
                        || point >= 0x2066 && point <= 0x2069
                        || point >= 0xFDD0 && point <= 0xFDEF
                        || (point & 0xFFFE) == 0xFFFE;
        };
    }
}
