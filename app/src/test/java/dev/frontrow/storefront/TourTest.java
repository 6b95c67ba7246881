package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walks through a purchase in a real browser, on a wide screen and on a phone, and takes the screenshots of
/// `docs/tour.md`. To retake them, run this test alone, because the first page shows all concerts of the server.
class TourTest extends ServerTest {

    private static final int AHEAD = 240;
    private static final int REGISTERED = 60;

    @TempDir
    private Path taken;

    private Stage concert;
    private Stage drawn;
    private List<Fan> others;

    @BeforeEach
    void threeConcerts() {
        concert = Halls.theatre(api(), clock(), Map.of("capacity", 1, "admitPerMinute", 60));
        others = crowd().of(AHEAD, concert);
        drawn = Stage.with(
                api(),
                clock(),
                Map.of(
                        "title", "한밤의 앙코르 – Midnight Encore",
                        "venue", "한강 무대 Han River Stage",
                        "preQueueOpensAt", clock().instant().toString(),
                        "opensAt",
                                clock().instant().plus(Duration.ofMinutes(10)).toString(),
                        "performances", List.of(Halls.evening(clock(), 30))));
        crowd().of(REGISTERED, drawn).forEach(other -> other.joins().expect(201));
        Fan first = crowd().of(1, ofTwoSeats()).getFirst().joinsAndEnters();
        first.topsUp(200_000).expect(201);
        first.holds("1", "2").expect(201);
        first.pays("the-last-two").expect(201);
    }

    private Stage ofTwoSeats() {
        Map<String, Object> twoSeats = new HashMap<>(Halls.evening(clock(), 9));
        twoSeats.put("seats", List.of(Map.of("seat", "1", "priceLevel", "R"), Map.of("seat", "2", "priceLevel", "R")));
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "title",
                        "단 하루 – One Night Only",
                        "venue",
                        "클럽 마포 Club Mapo",
                        "priceLevels",
                        List.of(Map.of("name", "R", "amountMinor", 99_000)),
                        "performances",
                        List.of(twoSeats)));
    }

    @Test
    void picturesEveryStopOfAFansWay() throws IOException {
        Set<String> stops = new TreeSet<>();
        var pictures = new DocsPictures("tour.md", "tour", taken);
        try (var desktop = walk(pictures, "desktop", "en-US", 1440, 900);
                var phone = walk(pictures, "phone", "ko-KR", 360, 780)) {
            var walks = List.of(desktop, phone);
            walks.forEach(this::looksAround);
            waitsInLine(walks);
            choosesSeats(desktop, "A-5-7", "A-5-8", "A-5-6");
            choosesSeats(phone, "A-7-7", "A-7-8", "A-7-6");
            walks.forEach(this::buys);
            clock().advance(Duration.ofMinutes(11));
            walks.forEach(this::checksTheDraw);
            walks.forEach(walk -> stops.addAll(walk.stops()));
        }

        Set<String> shown = pictures.shown();
        assertThat(stops)
                .as("stops that docs/tour.md shows")
                .allMatch(stop -> shown.stream().anyMatch(picture -> picture.endsWith("-" + stop)));
        pictures.agreeWithTheDocs(getClass());
    }

    private Walk walk(DocsPictures pictures, String device, String language, int width, int height) {
        var how = new NewContextOptions()
                .setLocale(language)
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE);
        return new Walk(new Visitor(port(), how), device, pictures);
    }

    /// Also registers for the draw, which takes place later.
    private void looksAround(Walk walk) {
        Visitor fan = walk.fan().signsUp();
        walk.stopsAt("concerts");
        fan.goes("/concerts/" + concert.concertId());
        walk.stopsAt("concert");
        fan.goes("/concerts/" + drawn.concertId()).pressesMain().isAt(room(drawn));
        walk.stopsAt("registered");
    }

    private static String room(Stage stage) {
        return "/concerts/" + stage.concertId() + "/waiting-room";
    }

    private void waitsInLine(List<Walk> walks) {
        others.forEach(other -> other.joins().expect(201));
        walks.forEach(walk -> walk.fan()
                .goes("/concerts/" + concert.concertId())
                .pressesMain()
                .isAt(room(concert)));
        concert.steer(Map.of("capacity", 1_000)).expect(200);
        for (int second = 0; second < 80; second++) {
            clock().advance(Duration.ofSeconds(1));
            others.getLast().polls().expect(200);
        }
        walks.forEach(walk -> walk.fan().goes(room(concert)));
        walks.forEach(walk -> walk.stopsAt("waiting-room"));

        concert.steer(Map.of("admitPerMinute", 6_000)).expect(200);
        clock().advance(Duration.ofSeconds(5));
        others.getLast().polls().expect(200);
        clock().advance(Duration.ofSeconds(5));
        walks.forEach(walk -> walk.fan().goes(room(concert)).sees(".room__enter"));
        walks.forEach(walk -> walk.stopsAt("your-turn"));
        fillTheHouse();
    }

    /// All buyers except the last hold four adjacent seats, the front of each section first.
    private void fillTheHouse() {
        for (int i = 0; i < AHEAD - 1; i++) {
            int section = 3 + i % 15;
            int row = 1 + i / 15 / 2;
            int number = 2 + i / 15 % 2 * 6 + (2 * row + section) % 3;
            others.get(i).polls().expect(200);
            String inRow = (100 + section) + "-" + row + "-";
            others.get(i)
                    .holds(inRow + number, inRow + (number + 1), inRow + (number + 2), inRow + (number + 3))
                    .expect(201);
        }
    }

    /// Chooses three seats; another fan is faster to hold the last one.
    private void choosesSeats(Walk walk, String... seats) {
        Visitor fan = walk.fan().pressesMain().isAt("/performances/.*/seats");
        fan.page().waitForSelector("main[data-ready][data-live=live]");
        fan.presses("#show-list").ticks(seats);
        walk.stopsAt("seat-list");
        fan.presses("#show-map");
        walk.stopsAt("seat-map");
        others.getLast().polls().expect(200);
        others.getLast().holds(seats[2]).expect(201);
        fan.sees("#notice .notice");
        walk.stopsAt("lost-seat");
        fan.presses("#hold").isAt("/checkout/.*");
    }

    private void buys(Walk walk) {
        Visitor fan = walk.fan();
        walk.stopsAt("checkout");
        fan.pressesMain().isAt("/orders/.+");
        walk.stopsAt("order");
        fan.goes("/tickets");
        walk.stopsAt("tickets");
        fan.page().locator(".stub").first().click();
        fan.isAt("/tickets/.*").sees("img.ticket__qr");
        walk.stopsAt("ticket");
        fan.goes("/wallet");
        walk.stopsAt("wallet");
    }

    private void checksTheDraw(Walk walk) {
        walk.fan()
                .goes(room(drawn))
                .goes("/concerts/" + drawn.concertId() + "/draw")
                .presses("#check")
                .sees("#verdict");
        walk.fan().page().locator("#receipt").evaluate("it => it.scrollIntoView()");
        walk.stopsAt("draw");
    }
}
