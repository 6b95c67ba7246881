package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The cookies for a fan's places are limited, and the limit loses no place.
class QueueCookiesTest extends ServerTest {

    private static final int LINES = 100;
    private static final int HEADER_BYTES_MAX = 4_096;
    private static final Pattern POSITION = Pattern.compile("id=\"position\"[^>]*>([^<]+)<");
    private static final Pattern AGE = Pattern.compile("frontrow-place-\\d+=[^;]+;.*Max-Age=(\\d+)");

    private PlainBrowser signedIn() {
        var fan = new PlainBrowser(api()).with(SessionCookies.NAME, newAccessToken());
        fan.gets("/wallet").expect(200);
        return fan;
    }

    private static String room(Stage stage) {
        return "/concerts/" + stage.concertId() + "/waiting-room";
    }

    /// A line in which the fan waits behind another one.
    private Stage line() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        crowd().of(2, stage).forEach(other -> other.joins().expect(201));
        return stage;
    }

    private static String position(Answer page) {
        return POSITION.matcher(page.expect(200).text())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no place: " + page.text()));
    }

    @Test
    void browserStandsInAHundredLinesAndKeepsItsPlaceInEach() {
        PlainBrowser fan = signedIn();
        List<Stage> lines = new ArrayList<>();
        List<String> positions = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            Stage line = line();
            fan.sends(room(line)).expect(302);
            lines.add(line);
            positions.add(position(fan.gets(room(line))));
            clock().advance(Duration.ofSeconds(1));
        }
        assertThat(fan.cookieHeader()).hasSizeLessThan(HEADER_BYTES_MAX);
        fan.gets("/tickets").expect(200);

        for (int i = 0; i < LINES; i++) {
            assertThat(position(fan.gets(room(lines.get(i))))).isEqualTo(positions.get(i));
        }
        assertThat(fan.cookieHeader()).hasSizeLessThan(HEADER_BYTES_MAX);
    }

    @Test
    void lineThatWasSeenLastIsKept() {
        PlainBrowser fan = signedIn();
        Stage first = line();
        fan.sends(room(first)).expect(302);
        for (int i = 0; i < 30; i++) {
            clock().advance(Duration.ofSeconds(1));
            fan.gets(room(first)).expect(200);
            clock().advance(Duration.ofSeconds(1));
            fan.sends(room(line())).expect(302);
        }
        assertThat(fan.cookieHeader()).contains("frontrow-place-" + first.concertId() + "=");
    }

    @Test
    void placeWithoutItsCookieIsFoundByItsOwnerOnly() {
        Stage line = line();
        PlainBrowser fan = signedIn();
        fan.sends(room(line)).expect(302);
        String position = position(fan.gets(room(line)));

        assertThat(position(fan.forgets("frontrow-place-").gets(room(line)))).isEqualTo(position);
        signedIn().gets(room(line)).expect(302);
    }

    @Test
    void turnIsFoundWithoutItsCookie() {
        Stage stage = Stage.open(api(), clock());
        PlainBrowser fan = signedIn();
        fan.sends(room(stage)).expect(302);
        String seats = "/performances/" + stage.performanceId() + "/seats";

        assertThat(fan.forgets("frontrow-place-").gets(seats).expect(302).header("Location"))
                .endsWith(room(stage));
        fan.gets(room(stage)).expect(200);
        fan.gets(seats).expect(200);
    }

    @Test
    void cookieEndsWithItsSale() {
        String startsAt = clock().instant().plus(Duration.ofHours(5)).toString();
        Stage tonight = Stage.with(api(), clock(), Map.of("performances", List.of(Map.of("startsAt", startsAt))));
        PlainBrowser fan = signedIn();
        fan.sends(room(tonight)).expect(302);
        assertThat(age(fan.gets(room(tonight)))).isBetween(Duration.ofHours(4), Duration.ofHours(5));

        clock().advance(Duration.ofMinutes(30));
        Answer over = fan.gets(room(tonight)).expect(200);
        assertThat(over.text()).contains("Your turn has passed");
        assertThat(age(over)).isLessThanOrEqualTo(Duration.ofHours(1));
    }

    private static Duration age(Answer answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(AGE::matcher)
                .flatMap(found -> found.results().map(MatchResult::group))
                .map(found -> Duration.ofSeconds(Long.parseLong(found.replaceAll(".*Max-Age=", ""))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void foreignCookiesDoNoHarm() {
        PlainBrowser fan = signedIn();
        for (String value : List.of("x", "q1.", "q1.a~~", "q1.a~9~99999999999", "q1.a~~1", "%00", "~~")) {
            fan.with("frontrow-place-" + (900_000_000 + value.hashCode() % 1000), value);
        }
        Stage line = line();
        fan.sends(room(line)).expect(302);
        fan.gets(room(line)).expect(200);
    }
}
