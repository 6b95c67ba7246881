package dev.frontrow.storefront.orders;

import dev.frontrow.catalog.Concert;
import dev.frontrow.storefront.calendar.CalendarFile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
record CalendarEntry(UUID id, Concert concert, Locale language, Instant startsAt, String description) {

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
        return CalendarFile.of(List.of(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Frontrow//Tickets//EN",
                "BEGIN:VEVENT",
                "UID:" + id + "@frontrow",
                "DTSTAMP:" + CalendarFile.time(now),
                "DTSTART:" + CalendarFile.time(startsAt),
                "SUMMARY:" + CalendarFile.escaped(concert.titleIn(language)),
                "LOCATION:" + CalendarFile.escaped(concert.venue()),
                "DESCRIPTION:" + CalendarFile.escaped(description),
                "END:VEVENT",
                "END:VCALENDAR"));
    }
}
