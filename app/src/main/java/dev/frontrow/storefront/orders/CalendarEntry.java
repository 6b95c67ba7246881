package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Tickets as an iCalendar file (RFC 5545). Its time is in UTC, which calendars convert to their reader's zone
/// and which is never ambiguous. The entry has no end, as the RFC allows, because the length of a concert is
/// unknown.
///
/// @param id          of the ticket or the order; an entry that is fetched again replaces the first
/// @param description further details, in the reader's language
record CalendarEntry(UUID id, Concert concert, Instant startsAt, String description) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int LINE_BYTES_MAX = 75;

    /// As a file to download.
    ResponseEntity<String> answer(Instant now) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("frontrow.ics")
                                .build()
                                .toString())
                .body(text(now));
    }

    String text(Instant now) {
        var lines = List.of(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Frontrow//Tickets//EN",
                "BEGIN:VEVENT",
                "UID:" + id + "@frontrow",
                "DTSTAMP:" + TIME.format(now),
                "DTSTART:" + TIME.format(startsAt),
                "SUMMARY:" + escaped(concert.title()),
                "LOCATION:" + escaped(concert.venue()),
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
