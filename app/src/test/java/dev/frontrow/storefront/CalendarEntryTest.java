package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CalendarEntryTest {

    private static final Instant NIGHT = Instant.parse("2026-12-24T10:30:00Z");
    private static final UUID TICKET = UUID.fromString("01a214a5-fbe2-7d5b-913d-03d507249faa");

    private static String entry(String title) {
        var concert = new Concert(
                1,
                title,
                "Hall; Seoul, Korea",
                Currency.getInstance("KRW"),
                ZoneId.of("Asia/Seoul"),
                new OnSale(null, NIGHT, null, 1, 1),
                List.of(new PriceLevel("R", 1)),
                List.of());
        var seat = new SeatView("A-1-2", "A", "1", "2", new LevelView(1, "R", "R", 1, 0, 0, false), 1);
        var ticket = new Ticket(TICKET, TICKET, 1, "A-1-2", "FR", "VALID", NIGHT);
        return CalendarEntry.of(new TicketView(ticket, concert, NIGHT, seat, 1), NIGHT);
    }

    @Test
    void tellsWhenAndWhere() {
        assertThat(entry("Winter").split("\r\n"))
                .contains(
                        "DTSTART:20261224T103000Z",
                        "SUMMARY:Winter",
                        "LOCATION:Hall\\; Seoul\\, Korea",
                        "UID:" + TICKET + "@frontrow");
    }

    @Test
    void foldsLongLinesWithoutBreakingACharacter() {
        String title = "겨울밤의 왈츠 ".repeat(20).strip();
        String entry = entry(title);

        assertThat(entry.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(entry.replace("\r\n ", "")).contains("SUMMARY:" + title);
    }

    @Test
    void letsNoTitleAddLinesOfItsOwn() {
        assertThat(entry("Night\r\nATTENDEE:x").split("\r\n")).contains("SUMMARY:Night\\nATTENDEE:x");
    }
}
