package dev.frontrow.storefront.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The spelling of iCalendar files (RFC 5545).
public final class CalendarFile {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int LINE_BYTES_MAX = 75;

    private CalendarFile() {}

    /// In UTC, which calendars convert to their reader's time zone.
    public static String time(Instant when) {
        return TIME.format(when);
    }

    /// The lines as a file, folded where they are long.
    public static String of(List<String> lines) {
        StringBuilder file = new StringBuilder();
        lines.forEach(line -> file.append(folded(line)).append("\r\n"));
        return file.toString();
    }

    /// Escapes the text, and removes characters that the RFC forbids, such as control characters and lone
    /// surrogates.
    public static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("[\\p{Cc}\\p{Cs}&&[^\t]]", "");
    }

    /// Folds long lines with a line break and a space, never within a character.
    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        int bytes = 0;
        for (int character : line.codePoints().toArray()) {
            String text = Character.toString(character);
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > LINE_BYTES_MAX) {
                folded.append("\r\n ");
                bytes = 1;
            }
            folded.append(text);
            bytes += length;
        }
        return folded.toString();
    }
}
