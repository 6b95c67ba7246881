package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

/// Holds of places in areas, alone and beside seats.
class AreaHoldTest extends AuditedTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Autowired
    HoldExpiry holdExpiry;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void admittedFan() {
        stage = Stage.ofPlaces(
                api(),
                clock(),
                2,
                Map.of(
                        "seatCount",
                        9,
                        "areas",
                        List.of(Stage.area("Floor", 6, "Back"), Stage.numberedArea("Pit", 3, "Front"))));
        fan = stage.fan().joinsAndEnters();
    }

    @SafeVarargs
    private final Map<String, Object> request(List<String> seats, Map<String, ?>... areas) {
        return seats.isEmpty()
                ? Map.of("performanceId", stage.performanceId(), "areas", List.of(areas))
                : Map.of("performanceId", stage.performanceId(), "seats", seats, "areas", List.of(areas));
    }

    private static Map<String, ?> places(String area, Object quantity) {
        return Map.of("area", area, "quantity", quantity);
    }

    @Test
    void holdsPlacesAndSeatsTogetherAtTheCatalogsPrices() {
        JsonNode hold = fan.holdsSaying(request(List.of("2"), places("Pit", 1), places("Floor", 2)))
                .expect(201)
                .body();

        assertThat(hold.path("seats").toString()).isEqualTo("[{\"seat\":\"2\",\"amountMinor\":150000}]");
        assertThat(hold.path("areas").toString())
                .isEqualTo("[{\"area\":\"Pit\",\"quantity\":1,\"amountMinor\":150000},"
                        + "{\"area\":\"Floor\",\"quantity\":2,\"amountMinor\":70000}]");
        assertThat(hold.path("totalMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE + 2 * Stage.BACK_PRICE);
        assertThat(hold()).isEqualTo(hold);
        assertThat(fan.freeIn("Pit")).isEqualTo(2);
        assertThat(fan.freeIn("Floor")).isEqualTo(4);
    }

    private JsonNode hold() {
        return fan.api().get("/api/v1/holds/" + fan.holdId()).expect(200).body();
    }

    @Test
    void holdWithoutPlacesSaysNothingOfAreas() {
        assertThat(fan.holds("1").expect(201).body().has("areas")).isFalse();
    }

    @Test
    void refusesMoreThanIsLeftAndHoldsNothingOfTheRest() {
        stage.fan().joinsAndEnters().holdsIn("Pit", 2).expect(201);

        Answer refusal = fan.holdsSaying(request(List.of("2"), places("Floor", 1), places("Pit", 2)))
                .expectProblem(409, "area-full");

        assertThat(refusal.body().path("area").asString()).isEqualTo("Pit");
        assertThat(refusal.body().path("left").asInt()).isEqualTo(1);
        assertThat(refusal.body().path("detail").asString()).isEqualTo("There is 1 ticket left for Pit.");
        assertThat(fan.seatStatus("2")).isEqualTo("FREE");
        assertThat(fan.freeIn("Floor")).isEqualTo(6);
        assertThat(fan.freeIn("Pit")).isEqualTo(1);
        fan.holdsIn("Pit", 1).expect(201);
        fan.holdsIn("Pit", 1).expectProblem(409, "area-full");
    }

    @Test
    void takenSeatLeavesTheAreaAsItWas() {
        stage.fan().joinsAndEnters().holds("2").expect(201);

        fan.holdsSaying(request(List.of("1", "2"), places("Floor", 1))).expectProblem(409, "seat-taken");

        assertThat(fan.freeIn("Floor")).isEqualTo(6);
    }

    @Test
    void refusesUnknownAreasByTheirNamesAndPlacesByTheirLabels() {
        Answer unknown = fan.holdsSaying(request(List.of(), places("floor", 1), places("Pit", 1), places("#1", 1)))
                .expectProblem(422, "area-unknown");

        assertThat(unknown.body().path("unknownAreas").toString()).isEqualTo("[\"floor\",\"#1\"]");
        fan.holds("Floor#1").expectProblem(422, "seat-unknown");
        fan.holdsIn("Floor#1", 1).expectProblem(422, "area-unknown");
    }

    @Test
    void placesCountToTheLimitLikeSeats() {
        fan.holdsSaying(request(List.of("1", "2"), places("Floor", 3))).expectProblem(422, "seat-limit-exceeded");
        fan.holdsSaying(request(List.of("1"), places("Floor", 2))).expect(201);
        fan.holdsIn("Pit", 2).expectProblem(422, "seat-limit-exceeded");
        fan.holds("2", "3").expectProblem(422, "seat-limit-exceeded");
        fan.holdsIn("Pit", 1).expect(201);
        fan.holds("2").expectProblem(422, "seat-limit-exceeded");

        fan.holdsAt(stage.performanceIds().getLast(), "Pit", 3).expect(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                              | areas
            [null]                                                          | areas[0]
            [{"quantity":1}]                                                | areas[0].area
            [{"area":" ","quantity":1}]                                     | areas[0].area
            [{"area":"12345678901234567890123456789012345678901","quantity":1}] | areas[0].area
            [{"area":"Pit"}]                                                | areas[0].quantity
            [{"area":"Pit","quantity":0}]                                   | areas[0].quantity
            [{"area":"Pit","quantity":-1}]                                  | areas[0].quantity
            [{"area":"Pit","quantity":101}]                                 | areas[0].quantity
            [{"area":"Pit","quantity":1000000000}]                          | areas[0].quantity
            [{"area":"Pit","quantity":1.5}]                                 | areas[0].quantity
            [{"area":"Pit","quantity":99999999999}]                         | areas[0].quantity
            [{"area":"Pit","quantity":1,"seat":"1"}]                        | areas[0].seat
            [{"area":"Pit","quantity":1},{"area":"Pit","quantity":1}]       | areas[1].area
            {"area":"Pit","quantity":1}                                     | areas
            """)
    void namesTheFieldThatIsWrong(String areas, String field) {
        Answer refusal = fan.admittedApi()
                .raw(
                        "POST",
                        "/api/v1/holds",
                        "{\"performanceId\":%d,\"areas\":%s}".formatted(stage.performanceId(), areas))
                .expectProblem(400, "request-invalid");

        assertThat(refusal.fault(field)).as(refusal.text()).isNotEmpty();
    }

    @Test
    void refusesMoreAreasThanAHoldMayHaveAndTheBestSeatsBesideAreas() {
        List<Map<String, ?>> many = IntStream.range(0, 101)
                .<Map<String, ?>>mapToObj(i -> places("A" + i, 1))
                .toList();
        fan.holdsSaying(Map.of("performanceId", stage.performanceId(), "areas", many))
                .expectProblem(400, "request-invalid");

        Answer both = fan.holdsSaying(Map.of(
                        "performanceId",
                        stage.performanceId(),
                        "areas",
                        List.of(places("Pit", 1)),
                        "bestAvailable",
                        Map.of("count", 1)))
                .expectProblem(400, "request-invalid");
        assertThat(both.fault("bestAvailable")).isNotEmpty();
    }

    @Test
    void bestSeatsAreNeverPlacesOfAreas() {
        for (int seat = 1; seat <= 9; seat++) {
            stage.fan().joinsAndEnters().holdsSaying(best()).expect(201);
        }

        fan.holdsSaying(best()).expectProblem(409, "no-seats-together");
        assertThat(fan.freeIn("Floor")).isEqualTo(6);
    }

    private Map<String, Object> best() {
        return Map.of("performanceId", stage.performanceId(), "bestAvailable", Map.of("count", 1));
    }

    @Test
    void repeatOfAKeyIsAnsweredByteForByte() {
        Map<String, Object> request = request(List.of("1"), places("Pit", 2));
        Answer first = fan.admittedApi()
                .idempotencyKey("once")
                .post("/api/v1/holds", request)
                .expect(201);
        clock().advance(MOMENT);

        Answer again = fan.admittedApi().idempotencyKey("once").post("/api/v1/holds", request);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(fan.freeIn("Pit")).isEqualTo(1);
        fan.admittedApi()
                .idempotencyKey("once")
                .post("/api/v1/holds", request(List.of("1"), places("Pit", 1)))
                .expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void placesAreFreeForOthersFromTheVeryEndOfTheHold() {
        fan.holdsIn("Pit", 3).expect(201);
        fan.topsUp(1_000_000).expect(201);
        Fan other = stage.fan().joinsAndEnters();
        other.topsUp(1_000_000).expect(201);

        clock().advance(FIVE_MINUTES.minus(MOMENT));
        assertThat(other.freeIn("Pit")).isZero();
        other.holdsIn("Pit", 1).expectProblem(409, "area-full");

        clock().advance(MOMENT);
        assertThat(other.freeIn("Pit")).isEqualTo(3);
        other.holdsIn("Pit", 1).expect(201);
        other.pays("mine now").expect(201);
        fan.pays("too late").expectProblem(409, "hold-expired");
        holdExpiry.sweep();
        assertThat(fan.freeIn("Pit")).isEqualTo(2);
        assertThat(hold().path("status").asString()).isEqualTo("EXPIRED");
        assertThat(hold().path("areas").get(0).path("quantity").asInt()).isEqualTo(3);
    }

    @Test
    void releaseAndExtensionMoveAllPlaces() {
        fan.holdsSaying(request(List.of("1"), places("Pit", 2))).expect(201);
        JsonNode extended = fan.extendsHold().expect(200).body();
        assertThat(extended.path("areas").get(0).path("quantity").asInt()).isEqualTo(2);

        clock().advance(FIVE_MINUTES.plus(MOMENT));
        assertThat(fan.freeIn("Pit")).isEqualTo(1);

        fan.releases().expect(204);
        assertThat(fan.freeIn("Pit")).isEqualTo(3);
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void extensionIsRefusedWhileTheAreaIsUnderPressureThoughSeatsAreFree() {
        fan.holdsIn("Pit", 2).expect(201);
        Stream.generate(stage::fan).limit(2).forEach(Fan::joinsAndEnters);

        fan.extendsHold().expectProblem(409, "section-under-pressure");

        Fan onFloor = stage.fan().joinsAndEnters();
        onFloor.holdsIn("Floor", 1).expect(201);
        onFloor.extendsHold().expect(200);
    }

    @Test
    void freezeStopsTheClockOfPlacesToo() {
        fan.holdsIn("Pit", 3).expect(201);
        stage.steer(Map.of("freezeHolds", true)).expect(200);
        clock().advance(Duration.ofMinutes(20));
        assertThat(fan.freeIn("Pit")).isZero();

        stage.steer(Map.of("freezeHolds", false)).expect(200);
        clock().advance(FIVE_MINUTES.minus(MOMENT));
        assertThat(fan.freeIn("Pit")).isZero();
        clock().advance(MOMENT);
        assertThat(fan.freeIn("Pit")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A, B", "\"quoted\"", "O'Neill", "#", "A#1", "스탠딩 가구역", "🎸🎸", "<b>&amp;", "\\", "%s {0}"})
    void areasMayHaveAnyName(String name) {
        stage = Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.numberedArea(name, 2, "Back"))));
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        assertThat(fan.freeIn(name)).isEqualTo(2);

        JsonNode hold = fan.holdsIn(name, 2).expect(201).body();
        JsonNode payment = fan.pays("odd").expect(201).body();
        Answer full = stage.fan().joinsAndEnters().holdsIn(name, 1).expectProblem(409, "area-full");

        assertThat(hold.path("areas").get(0).path("area").asString()).isEqualTo(name);
        assertThat(payment.path("tickets").get(1).path("area").asString()).isEqualTo(name);
        assertThat(full.body().path("area").asString()).isEqualTo(name);
        assertThat(full.body().path("detail").asString()).isEqualTo("There are no tickets left for " + name + ".");
    }

    @ParameterizedTest
    @CsvSource({"KRW, 0", "KRW, 70000", "EUR, 0", "EUR, 1999", "KWD, 12345"})
    void placesMayCostNothingAndHaveAnyDecimals(String currency, long amountMinor) {
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "currency",
                        currency,
                        "priceLevels",
                        List.of(Map.of("name", "Standing", "amountMinor", amountMinor)),
                        "performances",
                        List.of(Map.of("startsAt", startsAt, "areas", List.of(Stage.area("Floor", 3, "Standing"))))));
        fan = stage.fan().joinsAndEnters();

        JsonNode hold = fan.holdsIn("Floor", 3).expect(201).body();

        assertThat(hold.path("totalMinor").asLong()).isEqualTo(3 * amountMinor);
        assertThat(hold.path("currency").asString()).isEqualTo(currency);
        assertThat(hold.path("areas").get(0).path("amountMinor").asLong()).isEqualTo(amountMinor);
        if (amountMinor == 0) {
            assertThat(fan.pays("for nothing").expect(201).body().path("tickets"))
                    .hasSize(3);
        }
    }

    @Test
    void ticketsNameTheAreaInsteadOfASeat() {
        fan.topsUp(1_000_000).expect(201);
        fan.holdsSaying(request(List.of("1"), places("Floor", 1), places("Pit", 1)))
                .expect(201);

        JsonNode tickets = fan.pays("all").expect(201).body().path("tickets");

        assertThat(tickets.get(0).path("seat").asString()).isEqualTo("1");
        assertThat(tickets.get(0).has("area")).isFalse();
        assertThat(tickets.get(1).path("area").asString()).isEqualTo("Floor");
        assertThat(tickets.get(1).has("seat")).isFalse();
        assertThat(tickets.get(1).has("entryNumber")).isFalse();
        assertThat(tickets.get(2).path("area").asString()).isEqualTo("Pit");
        assertThat(tickets.get(2).path("entryNumber").asInt()).isEqualTo(1);
        JsonNode listed = fan.api().get("/api/v1/tickets").expect(200).body().path("tickets");
        assertThat(listed.get(0).path("entryNumber").asInt()).isEqualTo(1);
        assertThat(listed.get(0).has("seat")).isFalse();
        assertThat(listed.get(2).path("seat").asString()).isEqualTo("1");
    }

    @Test
    void oneEntryNumberIsNeverOnTwoTickets() {
        fan.topsUp(1_000_000).expect(201);
        fan.holdsIn("Pit", 2).expect(201);
        fan.pays("two").expect(201);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> owner().sql("update reservation.ticket set entry_number = 1 where performance_id = ?")
                        .param(stage.performanceId())
                        .update())
                .withMessageContaining("ticket_entry_number");
    }

    /// Two forms of one name would be one schema in the document.
    @Test
    void documentOfTheApiTellsHowToHoldPlacesAndWhatATicketSays() {
        JsonNode schemas =
                api().get("/v3/api-docs").expect(200).body().path("components").path("schemas");

        assertThat(schemas.path("PlacesForm").path("properties").propertyNames())
                .containsExactly("area", "quantity");
        assertThat(schemas.path("HoldDocument").path("properties").propertyNames())
                .contains("seats", "areas");
        assertThat(schemas.path("TicketDocument").path("properties").propertyNames())
                .contains("area", "entryNumber", "issuedAt");
        assertThat(schemas.path("PaidTicketDocument").path("properties").propertyNames())
                .contains("area", "entryNumber")
                .doesNotContain("issuedAt");
    }
}
