package dev.frontrow.boxoffice.concerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.storefront.Visitor;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConcertOfficeTest extends ServerTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final String NEW = "/office/concerts/new";
    private static final int ROWS = 50;
    private static final int SEATS_OF_ROW = 40;

    private Visitor operator(int width) {
        return new Visitor(
                        port(),
                        new NewContextOptions().setViewportSize(width, 900).setLocale("en-US"))
                .comesWith(api().asOperator().accessToken());
    }

    private String in(Duration time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern)
                .format(clock().instant().plus(time).atZone(SEOUL));
    }

    private String in(Duration time) {
        return in(time, "yyyy-MM-dd'T'HH:mm");
    }

    private static Locator field(Visitor visitor, String name) {
        return visitor.page().locator("[name='" + name + "']");
    }

    /// Enters a house of 2,000 seats in two price levels; answers its version.
    private String house() {
        String rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "{\"row\": \"%d\", \"seats\": [%s]}".formatted(row, seats(row)))
                .collect(Collectors.joining(","));
        String plan = """
                {"name": "Hall of 2,000", "seatWidth": 50, "sections": [{"section": "A", "rows": [%s]}]}
                """.formatted(rows);
        return api().asOperator()
                .raw("POST", "/api/v1/operator/venues", plan)
                .expect(201)
                .body()
                .path("venueVersion")
                .asString();
    }

    private static String seats(int row) {
        return IntStream.rangeClosed(1, SEATS_OF_ROW)
                .mapToObj(
                        seat -> """
                        {"seat": "A-%d-%d", "number": "%d", "x": %d, "y": %d, "priceLevel": "%s"}
                        """.formatted(row, seat, seat, 60 * seat, 80 * row, row <= ROWS / 2 ? "Front" : "Back"))
                .collect(Collectors.joining(","));
    }

    private JsonNode concert(Visitor visitor) {
        String id = visitor.page().url().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
        return api().asOperator()
                .get("/api/v1/operator/concerts/" + id)
                .expect(200)
                .body();
    }

    private void publishes(Visitor visitor) {
        visitor.page().locator("#reason").fill("The contract is signed");
        visitor.page().locator("#reason-yes").click();
        assertThat(visitor.page().locator("#state")).hasText("Published");
    }

    private void isOnSale(JsonNode made) {
        Assertions.assertThat(made.path("state").asString()).isEqualTo("PUBLISHED");
        long performanceId = made.at("/performances/0/performanceId").asLong();
        Assertions.assertThat(owner().sql("select count(*) from reservation.seat where performance_id = :id")
                        .param("id", performanceId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(ROWS * SEATS_OF_ROW);
        Assertions.assertThat(api().get("/concerts/" + made.path("concertId").asLong())
                        .expect(200)
                        .text())
                .contains("Autumn Night");
    }

    @Test
    void putsADrawnHouseOnSaleByMouse() {
        String plan = house();
        try (Visitor visitor = operator(1440)) {
            visitor.goes("/office/concerts")
                    .presses("a[href='/office/concerts/new']")
                    .isAt(NEW);
            field(visitor, "texts.en.title").fill("Autumn Night");
            field(visitor, "texts.ko.title").fill("가을밤");
            field(visitor, "venue").fill("Blue Hall");
            field(visitor, "plan").selectOption(new SelectOption().setValue(plan));
            field(visitor, "performances[0].startsAt").fill(in(Duration.ofDays(30)));
            assertThat(field(visitor, "priceLevels[1].name")).hasValue("Back");
            field(visitor, "priceLevels[0].amountMinor").fill("110,000");
            field(visitor, "priceLevels[1].amountMinor").fill("70000");
            field(visitor, "opensAt").fill(in(Duration.ofDays(-1)));
            visitor.pressesNamed("Save as a draft").isAt("/office/concerts/\\d+");
            assertThat(visitor.page().locator("#state")).hasText("Draft");
            visitor.pressesNamed("Publish");
            publishes(visitor);
            JsonNode made = concert(visitor);
            Assertions.assertThat(made.at("/priceLevels/0/amountMinor").asLong())
                    .isEqualTo(110_000);
            Assertions.assertThat(made.path("title").asString()).isEqualTo("가을밤");
            isOnSale(made);
        }
    }

    @Test
    void putsADrawnHouseOnSaleByKeyboard() {
        String plan = house();
        try (Visitor visitor = operator(1440)) {
            visitor.goes("/office/concerts")
                    .tabsTo("a[href='/office/concerts/new']")
                    .hits("Enter")
                    .isAt(NEW);
            assertThat(visitor.page().locator("#plan option[value='" + plan + "']"))
                    .isAttached();
            visitor.tabsTo("[name='texts.en.title']").types("Autumn Night");
            visitor.tabsTo("[name='venue']").types("Blue Hall");
            visitor.tabsTo("#plan").types("Hall of 2,000");
            assertThat(field(visitor, "priceLevels[1].name")).hasValue("Back");
            visitor.tabsTo("[name='performances[0].startsAt']").types(in(Duration.ofDays(30), "MMddyyyy"));
            visitor.hits("ArrowRight").types("0700P");
            visitor.tabsTo("[name='priceLevels[0].amountMinor']").types("110000");
            visitor.tabsTo("[name='priceLevels[1].amountMinor']").types("70000");
            visitor.tabsTo("[name='opensAt']").types(in(Duration.ofDays(-1), "MMddyyyy"));
            visitor.hits("ArrowRight").types("0900A");
            visitor.tabsTo("main [type=submit]").hits("Enter").isAt("/office/concerts/\\d+");
            assertThat(visitor.page().locator("#publish")).isVisible();
            visitor.tabsTo("#publish").hits("Enter");
            assertThat(visitor.page().locator("#reason")).isFocused();
            visitor.types("The contract is signed").hits("Enter");
            assertThat(visitor.page().locator("#state")).hasText("Published");
            isOnSale(concert(visitor));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-15T19:00, Asia/Seoul, 2027-01-15T10:00:00.000Z",
        "2027-03-28T03:30, Europe/Berlin, 2027-03-28T01:30:00.000Z",
        "2027-10-31T02:30, Europe/Berlin, 2027-10-31T00:30:00.000Z",
        "2027-03-28T02:30, Europe/Berlin, ''",
        "2027-07-01T12:00, America/New_York, 2027-07-01T16:00:00.000Z",
        "2027-10-03T02:15, Australia/Lord_Howe, ''"
    })
    void readsTimesInTheZoneOfTheVenue(String local, String zone, String instant) {
        try (Visitor visitor = operator(1440)) {
            Object read = visitor.goes(NEW)
                    .page()
                    .evaluate(
                            "async ([local, zone]) => (await import(document.querySelector('script[src*=\"concert-new\"]')"
                                    + ".src.replace('concert-new', 'zone-time'))).toInstant(local, zone) ?? ''",
                            java.util.List.of(local, zone));
            Assertions.assertThat(read).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1440})
    void findsNoBarriers(int width) {
        Stage stage = Stage.with(api(), clock(), Map.of("draft", true));
        try (Visitor visitor = operator(width)) {
            visitor.goes("/office/concerts").findsNoBarriersByDayOrNight();
            visitor.goes(NEW).findsNoBarriersByDayOrNight();
            visitor.goes("/office/concerts/" + stage.concertId());
            assertThat(visitor.page().locator("#publish")).isVisible();
            visitor.findsNoBarriersByDayOrNight();
            visitor.goes("/office/concerts/" + stage.concertId() + "/preview").reads("Spring Night");
        }
    }

    @Test
    void editsMovesAndCancels() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor visitor = operator(768)) {
            visitor.goes("/office/concerts/" + stage.concertId());
            assertThat(field(visitor, "venue")).hasValue("Blue Hall");
            field(visitor, "venue").fill("Red Hall");
            visitor.pressesNamed("Save");
            visitor.page().locator("#reason").fill("The other hall has more room");
            visitor.page().locator("#reason-yes").click();
            assertThat(visitor.page().locator("#say")).hasText("Saved.");
            Assertions.assertThat(concert(visitor).path("venue").asString()).isEqualTo("Red Hall");
            visitor.pressesNamed("Cancel the concert");
            visitor.page().locator("#reason").fill("The artist is ill");
            visitor.page().locator("#reason-yes").click();
            assertThat(visitor.page().locator("#state")).hasText("Cancelled");
        }
    }
}
