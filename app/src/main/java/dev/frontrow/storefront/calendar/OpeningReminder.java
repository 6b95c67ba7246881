package dev.frontrow.storefront.calendar;

import dev.frontrow.catalog.Concert;
import dev.frontrow.storefront.ConcertViews;
import dev.frontrow.storefront.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/// The opening of a sale as a calendar entry that alerts ten minutes before. Its time is in UTC, which calendars
/// convert to their reader's time zone.
@Controller
class OpeningReminder {

    private final ConcertViews concerts;
    private final MessageSource messages;

    OpeningReminder(ConcertViews concerts, MessageSource messages) {
        this.concerts = concerts;
        this.messages = messages;
    }

    @GetMapping("/concerts/{concertId}/opening.ics")
    ResponseEntity<String> calendar(
            @PathVariable long concertId, @ModelAttribute(name = "page", binding = false) Page page) {
        Concert concert = concerts.required(concertId).concert();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("opening.ics")
                                .build()
                                .toString())
                .body(CalendarFile.of(lines(concert, page.now(), page.language(), details(concert, page))));
    }

    private String details(Concert concert, Page page) {
        Instant registering = concert.onSale().preQueueOpensAt();
        String opens = page.moment(concert.onSale().opensAt(), concert.timeZone());
        return registering == null
                ? text("reminder.opens", page.language(), opens)
                : text("reminder.draw", page.language(), page.moment(registering, concert.timeZone()), opens);
    }

    private List<String> lines(Concert concert, Instant now, Locale language, String details) {
        String summary = CalendarFile.escaped(text("reminder.title", language, concert.titleIn(language)));
        return List.of(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Frontrow//Openings//EN",
                "BEGIN:VEVENT",
                "UID:opening-" + concert.concertId() + "@frontrow",
                "DTSTAMP:" + CalendarFile.time(now),
                "DTSTART:" + CalendarFile.time(concert.onSale().opensAt()),
                "SUMMARY:" + summary,
                "DESCRIPTION:" + CalendarFile.escaped(details),
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                "TRIGGER:-PT10M",
                "DESCRIPTION:" + summary,
                "END:VALARM",
                "END:VEVENT",
                "END:VCALENDAR");
    }

    private String text(String key, Locale language, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }
}
