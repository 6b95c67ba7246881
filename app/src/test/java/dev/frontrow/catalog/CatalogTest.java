package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CatalogTest extends ServerTest {

    private static final Duration DAYS = Duration.ofDays(3);

    private static final String CREATE = "/api/v1/operator/concerts";

    @Test
    void showsConcertWithPricesAndPhase() {
        Stage stage = Stage.open(api(), clock());

        var concert =
                api().get("/api/v1/concerts/" + stage.concertId()).expect(200).body();

        assertThat(concert.path("title").asString()).isEqualTo("Spring Night");
        assertThat(concert.path("phase").asString()).isEqualTo("OPEN");
        assertThat(concert.path("currency").asString()).isEqualTo("KRW");
        assertThat(concert.path("priceFromMinor").asLong()).isEqualTo(Stage.BACK_PRICE);
        assertThat(concert.path("priceToMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
        assertThat(concert.path("priceLevels")).hasSize(3);
        String page = "/api/v1/concerts?after=" + (stage.concertId() - 1) + "&limit=1";
        assertThat(api().get(page)
                        .expect(200)
                        .body()
                        .path("concerts")
                        .path(0)
                        .path("concertId")
                        .asLong())
                .isEqualTo(stage.concertId());
    }

    @Test
    void listsDatesInTheVenuesTimeZoneWithWhatIsFree() {
        Instant lateEvening = Instant.parse("2099-05-01T15:30:00Z");
        Stage stage =
                Stage.with(api(), clock(), Map.of("performances", List.of(Map.of("startsAt", lateEvening.toString()))));

        var dates = api().get("/api/v1/concerts/" + stage.concertId() + "/dates")
                .expect(200)
                .body()
                .path("dates");

        assertThat(dates.path(0).path("date").asString()).isEqualTo("2099-05-02");
        var performance = dates.path(0).path("performances").path(0);
        assertThat(performance.path("performanceId").asLong()).isEqualTo(stage.performanceId());
        assertThat(performance.path("seatsFree").asInt()).isEqualTo(50);
    }

    @Test
    void listsOnlyDatesThatCanBeBooked() {
        Stage stage = Stage.with(
                api(), clock(), Map.of("performances", List.of(twoSeats(Duration.ofMinutes(1)), twoSeats(DAYS))));
        String path = "/api/v1/concerts/" + stage.concertId() + "/dates";
        assertThat(api().get(path).body().path("dates")).hasSize(2);

        clock().advance(Duration.ofSeconds(60));
        assertThat(api().get(path).body().path("dates")).hasSize(1);

        stage.fan()
                .joinsAndEnters()
                .holdsAt(stage.performanceIds().get(1), "1", "2")
                .expect(201);
        api().get(path).expectProblem(404, "no-dates-available");

        clock().advance(Duration.ofMinutes(5));
        assertThat(api().get(path).body().path("dates")).hasSize(1);
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        api().get(path).expectProblem(404, "no-dates-available");
    }

    private Map<String, Object> twoSeats(Duration from) {
        return Map.of("startsAt", clock().instant().plus(from).toString(), "seatCount", 2);
    }

    @Test
    void saysWhichPriceLevelsAreGone() {
        Stage stage = Stage.ofSeats(api(), clock(), 3);
        var fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000);
        fan.holds("1").expect(201);
        assertThat(stage.roomStatus().body().path("soldOutLevels")).isEmpty();

        fan.pays("front").expect(201);
        clock().advance(Duration.ofSeconds(1));

        assertThat(stage.roomStatus().body().path("soldOutLevels"))
                .extracting(JsonNode::asString)
                .containsExactly("Front");
    }

    @Test
    void numberedSeatsFallIntoEqualConsecutiveBlocksOfPriceLevels() {
        var seats = Stage.open(api(), clock())
                .fan()
                .joinsAndEnters()
                .seesSeats()
                .body()
                .path("seats");

        assertThat(seats)
                .extracting(seat -> seat.path("seat").asString())
                .startsWith("1", "2")
                .endsWith("50");
        assertThat(seats.path(16).path("priceLevel").asString()).isEqualTo("Front");
        assertThat(seats.path(17).path("priceLevel").asString()).isEqualTo("Middle");
        assertThat(seats.path(33).path("priceLevel").asString()).isEqualTo("Middle");
        assertThat(seats.path(34).path("priceLevel").asString()).isEqualTo("Back");
    }

    @Test
    void makesHouseOfNamedSeats() {
        var named = Map.of("seat", "A-1-1", "section", "A", "row", "1", "number", "1", "priceLevel", "Back");
        var performance = Map.of(
                "startsAt",
                clock().instant().plus(DAYS).toString(),
                "seats",
                List.of(named, Map.of("seat", "A-1-2", "priceLevel", "Front")));
        Stage stage = Stage.with(api(), clock(), Map.of("performances", List.of(performance)));

        var seats = stage.fan().joinsAndEnters().seesSeats().body().path("seats");

        assertThat(seats.path(0).path("section").asString()).isEqualTo("A");
        assertThat(seats.path(0).path("amountMinor").asLong()).isEqualTo(Stage.BACK_PRICE);
        assertThat(seats.path(1).path("amountMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
    }

    @Test
    void makesTheLargestHouse() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Map.of(
                                "startsAt",
                                clock().instant().plus(Duration.ofDays(3)).toString(),
                                "seatCount",
                                20_000))));
        assertThat(stage.fan().joinsAndEnters().seesSeats().body().path("seats"))
                .hasSize(20_000);
    }

    private static Map<String, ?> past() {
        return Map.of("startsAt", "2001-01-01T10:00:00Z");
    }

    private static List<?> levels(String... names) {
        return Stream.of(names)
                .map(name -> Map.of("name", name, "amountMinor", 1))
                .toList();
    }

    private static List<?> house(String... labels) {
        return List.of(Map.of(
                "startsAt",
                "2099-01-01T10:00:00Z",
                "seats",
                Stream.of(labels)
                        .map(label -> Map.of("seat", label, "priceLevel", "Front"))
                        .toList()));
    }

    /// Seats with these positions; an empty text means no position.
    private static List<?> positions(String... positions) {
        List<Map<String, Object>> seats = new ArrayList<>();
        for (String position : positions) {
            Map<String, Object> seat = new HashMap<>(Map.of("seat", "s" + seats.size(), "priceLevel", "Front"));
            if (!position.isEmpty()) {
                seat.put("position", Integer.valueOf(position));
            }
            seats.add(seat);
        }
        return List.of(Map.of("startsAt", "2099-01-01T10:00:00Z", "seats", seats));
    }

    static Stream<Arguments> textsAndDatesThatAreNotValid() {
        return Stream.of(
                Arguments.of("title", "title", "a\u0007b"),
                Arguments.of("title", "title", "\u3164\u200b"),
                Arguments.of("title", "title", "a\u202eb"),
                Arguments.of("venue", "venue", "a\nb"),
                Arguments.of("drawBeacon", "drawBeacon", "x\u0000"),
                Arguments.of("timeZone", "timeZone", "UTC+9"),
                Arguments.of("timeZone", "timeZone", "+09:00"),
                Arguments.of("timeZone", "timeZone", "GMT0"),
                Arguments.of("timeZone", "timeZone", "EST5EDT"),
                Arguments.of("timeZone", "timeZone", "asia/seoul"),
                Arguments.of("timeZone", "timeZone", "SystemV/PST8"),
                Arguments.of("performances[0].startsAt", "opensAt", "2098-01-01T10:00:00Z"),
                Arguments.of("performances[0].startsAt", "performances", List.of(at("2020-05-01T10:00:00Z"))),
                Arguments.of("performances[1].startsAt", "performances", List.of(at("2099-01-01T10:00:00Z"), past())));
    }

    static Stream<Arguments> namesAndPositionsThatAreNotValid() {
        return Stream.of(
                Arguments.of("priceLevels[1].name", "priceLevels", levels("A", "A\u00a0")),
                Arguments.of("priceLevels[1].name", "priceLevels", levels("\u00c4", "A\u0308")),
                Arguments.of("performances[0].seats[1].seat", "performances", house("A1", "A1 ")),
                Arguments.of("performances[0].seats[1].seat", "performances", house("\uac00", "\u1100\u1161")),
                Arguments.of("performances[0].seats[0].seat", "performances", house("\u2800")),
                Arguments.of("performances[0].seats[1].position", "performances", positions("1", "")),
                Arguments.of("performances[0].seats[1].position", "performances", positions("2", "2")),
                Arguments.of("performances[0].seats[0].position", "performances", positions("0", "1")));
    }

    static Stream<Arguments> requestsThatAreNotValid() {
        return Stream.of(concertsThatAreNotValid(), priceLevelsThatAreNotValid(), performancesThatAreNotValid())
                .flatMap(Function.identity());
    }

    private static Map<String, String> at(String startsAt) {
        return Map.of("startsAt", startsAt);
    }

    private static Stream<Arguments> concertsThatAreNotValid() {
        return Stream.of(
                Arguments.of("title", "title", ""),
                Arguments.of("title", "title", "x".repeat(201)),
                Arguments.of("title", "title", "\u3000"),
                Arguments.of("venue", "venue", " \u2003 "),
                Arguments.of("currency", "currency", "KRX"),
                Arguments.of("currency", "currency", "XXX"),
                Arguments.of("currency", "currency", "XTS"),
                Arguments.of("currency", "currency", "XAU"),
                Arguments.of("currency", "currency", "CLF"),
                Arguments.of("currency", "currency", "DEM"),
                Arguments.of("currency", "currency", "krw"),
                Arguments.of("timeZone", "timeZone", "Mars/Olympus"),
                Arguments.of("opensAt", "opensAt", "tomorrow"),
                Arguments.of("opensAt", "opensAt", "+999999999-12-31T23:59:59Z"),
                Arguments.of("preQueueOpensAt", "preQueueOpensAt", "2098-01-01T10:00:00Z"),
                Arguments.of("closesAt", "closesAt", "2020-01-01T10:00:00Z"),
                Arguments.of("capacity", "capacity", 0),
                Arguments.of("admitPerMinute", "admitPerMinute", -1));
    }

    private static Stream<Arguments> priceLevelsThatAreNotValid() {
        return Stream.of(
                Arguments.of("priceLevels", "priceLevels", List.of()),
                Arguments.of(
                        "priceLevels[1].amountMinor",
                        "priceLevels",
                        List.of(
                                Map.of("name", "A", "amountMinor", 25_000_000),
                                Map.of("name", "B", "amountMinor", 25_000_001))),
                Arguments.of(
                        "priceLevels[1].name",
                        "priceLevels",
                        List.of(Map.of("name", "A", "amountMinor", 1), Map.of("name", "A", "amountMinor", 2))),
                Arguments.of("priceLevels[0].name", "priceLevels", List.of(Map.of("name", "\u3000", "amountMinor", 1))),
                Arguments.of(
                        "priceLevels[0].amountMinor", "priceLevels", List.of(Map.of("name", "A", "amountMinor", -1))));
    }

    private static Stream<Arguments> performancesThatAreNotValid() {
        Map<String, String> performance = at("2099-01-01T10:00:00Z");
        return Stream.of(
                Arguments.of("performances", "performances", List.of()),
                Arguments.of("performances[0].startsAt", "performances", List.of(Map.of())),
                Arguments.of(
                        "performances[1].seatCount",
                        "performances",
                        List.of(performance, Map.of("startsAt", "2099-01-01T10:00:00Z", "seatCount", 20_001))),
                Arguments.of(
                        "performances[0].seats[0].priceLevel",
                        "performances",
                        ofSeats(Map.of("seat", "1", "priceLevel", "Nowhere"))),
                Arguments.of(
                        "performances[0].seats[1].seat",
                        "performances",
                        ofSeats(
                                Map.of("seat", "1", "priceLevel", "Front"),
                                Map.of("seat", "1", "priceLevel", "Front"))));
    }

    @SafeVarargs
    private static List<Map<String, Object>> ofSeats(Map<String, String>... seats) {
        return List.of(Map.of("startsAt", "2099-01-01T10:00:00Z", "seats", List.of(seats)));
    }

    @Test
    void keepsTextComposedAndWithoutBlanksAtItsEnds() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of("title", "\u3000 Cafe\u0301 \ufeff", "venue", " \u1100\u1161 ", "performances", house(" A1 ")));

        var concert =
                api().get("/api/v1/concerts/" + stage.concertId()).expect(200).body();
        assertThat(concert.path("title").asString()).isEqualTo("Caf\u00e9");
        assertThat(concert.path("venue").asString()).isEqualTo("\uac00");
        stage.fan().joinsAndEnters().holds("A1").expect(201);
    }

    @Test
    void holdsTheBestSeatsSideBySideInTheGivenOrder() {
        var seats = Stream.of("1", "3", "4", "2")
                .map(number -> Map.of("seat", number, "row", "A", "number", number, "priceLevel", "Front"))
                .toList();
        var performance = Map.of("startsAt", "2099-01-01T10:00:00Z", "seats", seats);
        Stage stage = Stage.with(api(), clock(), Map.of("performances", List.of(performance)));

        var held = stage.fan()
                .joinsAndEnters()
                .admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", stage.performanceId(), "bestAvailable", Map.of("count", 2)))
                .expect(201)
                .body();

        assertThat(held.path("seats")
                        .valueStream()
                        .map(seat -> seat.path("seat").asString()))
                .containsExactly("1", "3");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource({"requestsThatAreNotValid", "textsAndDatesThatAreNotValid", "namesAndPositionsThatAreNotValid"})
    void makesNothingUnlessAllOfItIsValid(String fault, String field, Object value) {
        Map<String, Object> request = new HashMap<>(Stage.request(clock().instant()));
        request.put(field, value);
        long before = lastConcertId();

        var refusal = api().asOperator().post(CREATE, request).expectProblem(400, "request-invalid");

        assertThat(refusal.fault(fault)).as(refusal.text()).isNotEmpty();
        assertThat(lastConcertId()).isEqualTo(before);
    }

    /// A faulty import must not take the memory that a running sale needs.
    @Test
    void namesTheFirstFaultsOfASpoiltHouseAndLooksNoFurther() {
        Map<String, Object> request = new HashMap<>(Stage.request(clock().instant()));
        request.put("title", "");
        request.put("priceLevels", List.of(Map.of("name", "")));
        var first = api().asOperator().post(CREATE, request).expectProblem(400, "request-invalid");
        assertThat(faults(first)).containsExactly("title", "priceLevels[0].amountMinor", "priceLevels[0].name");

        var house = Map.of("startsAt", "2099-01-01T10:00:00Z", "seats", Collections.nCopies(20_000, Map.of()));
        request = new HashMap<>(Stage.request(clock().instant()));
        request.put("performances", List.of(house, house));
        var second = api().asOperator().post(CREATE, request).expectProblem(400, "request-invalid");
        assertThat(faults(second))
                .hasSize(20)
                .startsWith("performances[0].seats[0].priceLevel", "performances[0].seats[0].seat")
                .endsWith("performances[0].seats[9].priceLevel", "performances[0].seats[9].seat");
    }

    @Test
    void refusesToReadMoreThanTheLargestConcertCanHave() {
        String seats = "{\"performances\":[{\"seats\":[" + "{},".repeat(1_600_000) + "{}]}]}";

        var refusal = api().asOperator().raw("POST", CREATE, seats).expectProblem(400, "request-invalid");

        assertThat(faults(refusal)).containsExactly("performances[0].seats");
        assertThat(refusal.text()).contains("is too large");
    }

    private static List<String> faults(ApiClient.Answer refusal) {
        return refusal.body()
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("field").asString())
                .toList();
    }

    @Test
    void buyersCannotMakeConcerts() {
        api().asNewBuyer().post(CREATE, Stage.request(clock().instant())).expectProblem(403, "forbidden");
        api().post(CREATE, Stage.request(clock().instant())).expectProblem(401, "unauthenticated");
    }

    @Test
    void unknownConcertIsNamedSo() {
        for (String id : List.of("987654321", "-1", "0", "abc", "99999999999999999999")) {
            api().get("/api/v1/concerts/" + id).expectProblem(404, "concert-unknown");
            api().get("/api/v1/concerts/" + id + "/dates").expectProblem(404, "concert-unknown");
        }
    }

    private long lastConcertId() {
        long last = 0;
        for (JsonNode concert : api().get("/api/v1/concerts?limit=200").body().path("concerts")) {
            last = Math.max(last, concert.path("concertId").asLong());
        }
        return last;
    }
}
