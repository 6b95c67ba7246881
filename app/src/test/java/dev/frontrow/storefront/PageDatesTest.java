package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dates and times are shown in full.
class PageDatesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

    private static Page page(String language) {
        return new Page(Locale.of(language), "/", null, null, NOW, new Assets(), () -> null);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 2026-12-07T10:00:00Z, Asia/Seoul, 'Mon, Dec 7'",
        "ko, 2026-12-07T10:00:00Z, Asia/Seoul, 12월 7일 (월)",
        "en, 2029-12-07T10:00:00Z, Asia/Seoul, 'Fri, Dec 7, 2029'",
        "ko, 2029-12-07T10:00:00Z, Asia/Seoul, 2029년 12월 7일 (금)",
        "en, 2025-12-07T10:00:00Z, Asia/Seoul, 'Sun, Dec 7, 2025'",
        "en, 2026-12-31T14:59:59Z, Asia/Seoul, 'Thu, Dec 31'",
        "en, 2026-12-31T15:00:00Z, Asia/Seoul, 'Fri, Jan 1, 2027'",
        "en, 2026-12-31T15:00:00Z, America/New_York, 'Thu, Dec 31'"
    })
    void dateTellsTheYearWhereItIsNotThisOne(String language, Instant when, ZoneId zone, String told) {
        assertThat(page(language).date(when, zone)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 2026-11-01T05:30:00Z, America/New_York, '1:30 AM GMT-4', 'Sun, Nov 1, 2026, 1:30 AM GMT-4'",
        "en, 2026-11-01T06:30:00Z, America/New_York, '1:30 AM GMT-5', 'Sun, Nov 1, 2026, 1:30 AM GMT-5'",
        "ko, 2026-10-25T00:30:00Z, Europe/Berlin, 오전 2:30 GMT+2, 2026년 10월 25일 (일) 오전 2:30 GMT+2",
        "ko, 2026-10-25T01:30:00Z, Europe/Berlin, 오전 2:30 GMT+1, 2026년 10월 25일 (일) 오전 2:30 GMT+1",
        "ko, 2026-12-07T10:00:00Z, Asia/Seoul, 오후 7:00 GMT+9, 2026년 12월 7일 (월) 오후 7:00 GMT+9",
        "ko, 2029-11-04T05:30:00Z, America/New_York, 오전 1:30 GMT-4, 2029년 11월 4일 (일) 오전 1:30 GMT-4",
        "ko, 2029-11-04T06:30:00Z, America/New_York, 오전 1:30 GMT-5, 2029년 11월 4일 (일) 오전 1:30 GMT-5",
        "en, 2026-12-07T10:00:00Z, Asia/Kathmandu, '3:45 PM GMT+5:45', 'Mon, Dec 7, 2026, 3:45 PM GMT+5:45'",
        "en, 2026-12-07T10:00:00Z, Asia/Tokyo, '7:00 PM GMT+9', 'Mon, Dec 7, 2026, 7:00 PM GMT+9'",
        "en, 2026-12-07T10:00:00Z, UTC, '10:00 AM GMT', 'Mon, Dec 7, 2026, 10:00 AM GMT'"
    })
    void timeTellsItsZone(String language, Instant when, ZoneId zone, String time, String dateTime) {
        assertThat(page(language).time(when, zone)).isEqualTo(time);
        assertThat(page(language).dateTime(when, zone)).isEqualTo(dateTime);
    }
}
