package dev.frontrow.hotpath;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The status line and headers of an answer.
///
/// @param end the index at which the body begins
record HttpHead(String text, int end) {

    private static final int STATUS_FROM = "HTTP/1.1 ".length();
    private static final int STATUS_TO = STATUS_FROM + 3;

    /// Returns the head that begins at `from` if it is complete, up to the empty line.
    static @Nullable HttpHead find(byte[] bytes, int from, int to) {
        for (int at = from; at + 4 <= to; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return new HttpHead(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1), at + 4);
            }
        }
        return null;
    }

    int status() {
        return Integer.parseInt(text, STATUS_FROM, STATUS_TO, 10);
    }

    /// The length of the body; negative if the head does not contain it.
    int contentLength() {
        String length = value("content-length");
        return length == null ? -1 : Integer.parseInt(length);
    }

    @Nullable
    String value(String name) {
        String start = name + ":";
        for (int line = text.indexOf('\n') + 1; line > 0; line = text.indexOf('\n', line) + 1) {
            if (text.regionMatches(true, line, start, 0, start.length())) {
                int end = text.indexOf('\r', line);
                return text.substring(line + start.length(), end < 0 ? text.length() : end)
                        .strip();
            }
        }
        return null;
    }
}
