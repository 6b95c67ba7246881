package dev.frontrow.storefront;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A ticket as an iCalendar file (RFC 5545). Its time is in UTC, which calendars convert to their reader's zone
/// and which is never ambiguous. The entry has no end, as the RFC allows, because the length of a concert is
/// unknown.
final class CalendarEntry {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int LINE_BYTES_MAX = 75;

    private CalendarEntry() {}

    /// @param description further details, in the reader's language
    static String of(TicketView view, String description, Instant now) {
        var lines = List.of(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Frontrow//Tickets//EN",
                "BEGIN:VEVENT",
                "UID:" + view.ticketId() + "@frontrow",
                "DTSTAMP:" + TIME.format(now),
                "DTSTART:" + TIME.format(view.startsAt()),
                "SUMMARY:" + escaped(view.concert().title()),
                "LOCATION:" + escaped(view.concert().venue()),
                "DESCRIPTION:" + escaped(description),
                "END:VEVENT",
                "END:VCALENDAR");
        StringBuilder file = new StringBuilder();
        lines.forEach(line -> file.append(folded(line)).append("\r\n"));
        return file.toString();
    }

    /// Escapes the text, and removes characters that the RFC forbids, such as control characters and lone
    /// surrogates.
    private static String escaped(String text) {
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
