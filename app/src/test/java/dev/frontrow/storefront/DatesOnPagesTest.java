package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Two shows in one night some years ahead, both at half past one: before and after the clocks go back. Every
/// page distinguishes them and shows the year.
class DatesOnPagesTest extends ServerTest {

    private static final Instant EARLY = Instant.parse("2029-11-04T05:30:00Z");
    private static final Instant LATE = Instant.parse("2029-11-04T06:30:00Z");
    private static final String DAY = "Sun, Nov 4, 2029";

    private Stage night() {
        // Sent in the wrong order.
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "timeZone",
                        "America/New_York",
                        "performances",
                        List.of(
                                Map.of("startsAt", LATE.toString(), "seatCount", 3),
                                Map.of("startsAt", EARLY.toString(), "seatCount", 3))));
    }

    private PlainBrowser browser(String accessToken) {
        var browser = new PlainBrowser(api()).with(SessionCookies.NAME, accessToken);
        browser.gets("/wallet").expect(200);
        return browser;
    }

    @Test
    void concertDoorAndSeatsTellTheWholeDate() {
        Stage stage = night();
        PlainBrowser fan = browser(newAccessToken());
        String concert = "/concerts/" + stage.concertId();

        assertThat(fan.gets(concert).expect(200).text())
                .contains(DAY)
                .containsSubsequence("1:30 AM GMT-4", "1:30 AM GMT-5");
        fan.sends(concert + "/waiting-room").expect(302);
        assertThat(fan.gets(concert + "/waiting-room").expect(200).text())
                .contains(DAY)
                .containsSubsequence("1:30 AM GMT-4", "1:30 AM GMT-5");
        assertThat(fan.gets("/performances/" + stage.performanceId() + "/seats")
                        .expect(200)
                        .text())
                .contains(DAY + ", 1:30 AM GMT-5");
    }

    @Test
    void ticketAndCalendarTellTheWholeDate() {
        Stage stage = night();
        Fan buyer = stage.fan().joinsAndEnters();
        buyer.topsUp(1_000_000).expect(201);
        buyer.holds("1").expect(201);
        String ticketId = buyer.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .at("/tickets/0/ticketId")
                .asString();
        PlainBrowser fan = browser(buyer.accessToken());

        assertThat(fan.gets("/tickets").expect(200).text()).contains(DAY + ", 1:30 AM GMT-5");
        assertThat(fan.gets("/tickets/" + ticketId).expect(200).text()).contains(DAY + ", 1:30 AM GMT-5");
        assertThat(fan.gets("/tickets/" + ticketId + "/calendar.ics")
                        .expect(200)
                        .text()
                        .replace("\r\n ", ""))
                .contains(
                        "DTSTART:20291104T063000Z\r\n",
                        "DESCRIPTION:Seat 1\\nSun\\, Nov 4\\, 2029\\, 1:30 AM GMT-5\\nThe end is not announced")
                .doesNotContain("DTEND");
    }

    @Test
    void apiListsPerformancesByDate() {
        var performances = api().get("/api/v1/concerts/" + night().concertId())
                .expect(200)
                .body()
                .path("performances");

        assertThat(performances
                        .valueStream()
                        .map(performance ->
                                Instant.parse(performance.path("startsAt").asString()))
                        .toList())
                .containsExactly(EARLY, LATE);
    }
}
