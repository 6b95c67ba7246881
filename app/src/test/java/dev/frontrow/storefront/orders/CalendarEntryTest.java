package dev.frontrow.storefront.orders;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.about.Edition;
import dev.frontrow.catalog.about.Particulars;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                List.of(),
                Particulars.NONE,
                new Edition(ConcertState.PUBLISHED, NIGHT, 1, 0, List.of()));
        return new CalendarEntry(TICKET, concert, Locale.ENGLISH, NIGHT, "Seat 2\nSeoul").text(NIGHT);
    }

    /// Parses the entry as a calendar does, and expects no complaint.
    private static VEvent read(String entry) {
        var parsed = Biweekly.parse(entry);
        var warnings = new ArrayList<List<ParseWarning>>();
        ICalendar calendar = parsed.warnings(warnings).first();
        assertThat(warnings).containsExactly(List.of());
        assertThat(calendar.validate(ICalVersion.V2_0)).isEmpty();
        assertThat(calendar.getEvents()).hasSize(1);
        return calendar.getEvents().getFirst();
    }

    @Test
    void tellsWhenAndWhere() {
        assertThat(entry("Winter").split("\r\n"))
                .contains(
                        "DTSTART:20261224T103000Z",
                        "SUMMARY:Winter",
                        "LOCATION:Hall\\; Seoul\\, Korea",
                        "DESCRIPTION:Seat 2\\nSeoul",
                        "UID:" + TICKET + "@frontrow");
    }

    @Test
    void makesUpNoEnd() {
        VEvent event = read(entry("Winter"));

        assertThat(event.getDateEnd()).isNull();
        assertThat(event.getDuration()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Winter",
                "a, b; c: d \\ e \"f\" ^g",
                "Night\nEND:VEVENT\nBEGIN:VEVENT",
                "Night\r\nATTENDEE:x",
                "\\n is no line break",
                "مهرجان الليل!",
                "\uD83C\uDFBB\uD83D\uDC69\u200D\uD83C\uDFA4 겨울밤",
                "한 줄로 이어지는 아주 긴 제목 한 줄로 이어지는 아주 긴 제목 한 줄로 이어지는 아주 긴 제목",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
            })
    void calendarsReadTheTitleAsItWasGiven(String title) {
        assertThat(read(entry(title)).getSummary().getValue()).isEqualTo(title.replace("\r\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0007b", "a\u0000b", "a\u007fb", "a\u009bb", "a\ud800b"})
    void leavesOutCharactersThatCalendarsForbid(String title) {
        assertThat(read(entry(title)).getSummary().getValue()).isEqualTo("ab");
    }

    @Test
    void writesALineBreakOfEveryKindAsOne() {
        assertThat(read(entry("a\u2028b\u0085c\u000bd\re")).getSummary().getValue())
                .isEqualTo("a\nb\nc\nd\ne");
    }

    @Test
    void endsEveryLineAsTheRfcWants() {
        assertThat(entry("Winter").replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(entry("Winter")).endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void foldsLongLinesWithoutBreakingACharacter() {
        String title = "겨울밤의 왈츠 \uD83C\uDFBB".repeat(20).strip();
        String entry = entry(title);

        assertThat(entry.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(entry.replace("\r\n ", "")).contains("SUMMARY:" + title);
    }

    @Test
    void letsNoTitleAddLinesOfItsOwn() {
        assertThat(entry("Night\r\nATTENDEE:x").split("\r\n")).contains("SUMMARY:Night\\nATTENDEE:x");
    }
}
