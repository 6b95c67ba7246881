package dev.frontrow.address;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address to send a reader back to: a page of ours, never another site. Any text that is not spelled as our
/// own pages spell their addresses becomes [#START]. Nothing is repaired, because a browser, a proxy and the
/// server may each repair it differently. A controller that takes its parameter as this type gets it checked
/// before it does anything: Spring converts by [#of(String)].
///
/// @param path  such as `/concerts/7`
/// @param query the text behind the question mark; null if there is none
public record OwnAddress(String path, @Nullable String query) {

    /// The first page.
    public static final OwnAddress START = new OwnAddress("/", null);

    /// The longest address: it has to fit into the header of an answer.
    private static final int LENGTH_MAX = 1_000;

    /// Segments of plain characters. Our pages need neither percent-encoding nor parameters behind semicolons, so
    /// neither is allowed.
    private static final Pattern PATH = Pattern.compile("/|(?:/[\\w~.-]+)+/?");

    private static final Pattern DOTS = Pattern.compile("\\.+");
    private static final Pattern QUERY = Pattern.compile("(?:[\\w~.!$'()*+,;:@/?&=-]|%[0-9A-Fa-f]{2})*");

    public static OwnAddress of(@Nullable String given) {
        if (given == null || given.length() > LENGTH_MAX) {
            return START;
        }
        int mark = given.indexOf('?');
        String path = mark < 0 ? given : given.substring(0, mark);
        String query = mark < 0 ? null : given.substring(mark + 1);
        return isPath(path) && (query == null || isQuery(query)) ? new OwnAddress(path, query) : START;
    }

    /// The address that was asked for, to send its reader back to. If only its query is odd, it is left out.
    public static OwnAddress asked(String path, @Nullable String query) {
        OwnAddress whole = query == null ? START : of(path + "?" + query);
        return whole.equals(START) ? of(path) : whole;
    }

    /// The same page with one more parameter.
    public OwnAddress with(String parameter) {
        if (query == null || query.isEmpty()) {
            return new OwnAddress(path, parameter);
        }
        return ("&" + query + "&").contains("&" + parameter + "&")
                ? this
                : new OwnAddress(path, query + "&" + parameter);
    }

    private static boolean isPath(String path) {
        if (!PATH.matcher(path).matches()) {
            return false;
        }
        for (String segment : path.split("/")) {
            if (DOTS.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }

    /// Its encoded bytes must be text without control characters.
    private static boolean isQuery(String query) {
        if (!QUERY.matcher(query).matches()) {
            return false;
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(decoded(query));
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static ByteBuffer decoded(String query) {
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            if (query.charAt(i) == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(query, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) query.charAt(i));
            }
        }
        return bytes.flip();
    }

    /// As it stands in a link.
    @Override
    public String toString() {
        return query == null ? path : path + "?" + query;
    }
}
