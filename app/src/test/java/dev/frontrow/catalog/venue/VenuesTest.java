package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plans of venues as operators enter and fetch them, and performances that use them.
class VenuesTest extends ServerTest {

    private static final String VENUES = "/api/v1/operator/venues";

    private static final String SMALL = """
            {"name": "Small",
             "gates": [{"gate": "1", "x": 0, "y": 200}],
             "sections": [{"section": "A", "gate": "1", "rows": [
                 {"row": "1", "seats": [{"number": "1", "x": 0, "y": 0, "priceLevel": "Front"},
                                        {"number": "2", "x": 60, "y": 0, "priceLevel": "Front"}]}]}],
             "areas": [{"area": "Floor", "shape": [[0, 100], [60, 100], [60, 150]], "capacity": 9,
                        "priceLevel": "Back"}],
             "texts": [{"text": "Bar", "x": 5, "y": 5, "size": 20}]}""";

    @ParameterizedTest
    @EnumSource
    void versionComesOutAsItWentIn(Houses house) {
        JsonNode made = enter(house.json()).body();

        JsonNode plan = api().asOperator().get(address(made)).expect(200).body();

        assertThat(plan).isEqualTo(again(plan));
        assertThat(plan.path("sections")).hasSize(json(house).path("sections").size());
        assertThat(made.path("version").asInt()).isEqualTo(1);
        assertThat(made.path("places").asInt()).isGreaterThan(500);
    }

    private JsonNode again(JsonNode plan) {
        return api().asOperator()
                .get(address(enter(plan.toString()).body()))
                .expect(200)
                .body();
    }

    @Test
    void whatIsLeftOutIsFilledIn() {
        JsonNode plan =
                api().asOperator().get(address(enter(SMALL).body())).expect(200).body();

        assertThat(plan.path("seatWidth").asInt()).isEqualTo(50);
        assertThat(plan.at("/sections/0/shape").toString()).isEqualTo("[[-26,-26],[86,-26],[86,26],[-26,26]]");
        assertThat(plan.at("/sections/0/label").toString()).isEqualTo("[30,0]");
        assertThat(plan.at("/sections/0/rows/0/seats/0/seat").asString()).isEqualTo("A-1-1");
        assertThat(plan.at("/texts/0/rotation").asInt(-1)).isZero();
    }

    @Test
    void versionsOfAVenueAreCountedAndNeverChange() {
        JsonNode first = enter(SMALL).body();
        String versions = VENUES + "/" + first.path("venueId").asLong() + "/versions";
        List<CompletableFuture<JsonNode>> changes = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api().asOperator()
                        .raw("POST", versions, SMALL.replace("Small", "Small " + i))
                        .expect(201)
                        .body()))
                .toList();

        assertThat(changes.stream().map(change -> change.join().path("version").asInt()))
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6);
        assertThat(api().asOperator().get(versions + "/1").body().path("name").asString())
                .isEqualTo("Small");
        JsonNode listed = api().asOperator()
                .get(VENUES + "?limit=500&after=" + (first.path("venueVersion").asLong() - 1))
                .expect(200)
                .body()
                .path("versions");
        assertThat(listed.path(0)).isEqualTo(first);
        assertThat(StreamSupport.stream(listed.spliterator(), false)
                        .filter(version -> version.path("venueId").equals(first.path("venueId"))))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"999999999/versions/1", "x/versions/1", "1/versions/999999", "1/versions/x", "1/versions/0"})
    void unknownVersionsAreNamedSo(String path) {
        enter(SMALL);

        api().asOperator().get(VENUES + "/" + path).expectProblem(404, "venue-unknown");
    }

    @Test
    void unknownVenueGetsNoVersion() {
        api().asOperator().raw("POST", VENUES + "/999999999/versions", SMALL).expectProblem(404, "venue-unknown");
    }

    @Test
    void onlyOperatorsSeeVenues() {
        newBuyer().get(VENUES).expectProblem(403, "forbidden");
        newBuyer().raw("POST", VENUES, SMALL).expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "x": 60, "y"                 | "x": NaN, "y"                       | sections[0].rows[0].seats[1]
            "x": 60, "y"                 | "x": 1e400, "y"                     | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "x": 99999999999, "y"               | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "x": 100001, "y"                    | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "x": 60.5, "y"                      | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "x": "60", "y"                      | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "y"                                 | sections[0].rows[0].seats[1].x
            "x": 60, "y"                 | "x": 0, "y"                         | sections[0].rows[0].seats[1].x
            "number": "2"                | "number": "1"                       | sections[0].rows[0].seats[1].seat
            "number": "2"                | "number": " "                       | sections[0].rows[0].seats[1].number
            "number": "2"                | "seat": "Floor#3"                   | sections[0].rows[0].seats[1].seat
            "number": "2"                | "z": "2"                            | sections[0].rows[0].seats[1].z
            "number": "2"                | "number": "2", "attributes": ["X"]  | sections[0].rows[0].seats[1].attributes[0]
            "section": "A"               | "section": "Floor"                  | areas[0].area
            "section": "A"               | "section": "A", "floor": 1          | sections[0].floor
            "section": "A"               | "section": "A", "shape": [[0,0],[1,1],[2,2]] | sections[0].shape
            "section": "A"               | "section": "A", "shape": [[0,0],[1]]         | sections[0].shape[1]
            "section": "A"               | "section": "A", "shape": [[-9,-9],[99,9],[99,-9],[-9,9]] | sections[0].shape[0]
            "section": "A"               | "section": "A", "shape": [[-9,-9],[34,-9],[34,9],[-9,9]] | sections[0].rows[0].seats[1].x
            [60, 100], [60, 150]         | [60, 150], [60, 100], [0, 150]      | areas[0].shape[0]
            "section": "A"               | "section": "A", "label": [0, 200000]         | sections[0].label[1]
            "gate": "1", "rows"          | "gate": "2", "rows"                 | sections[0].gate
            "seats": [                   | "seats": [null,                     | sections[0].rows[0].seats[0]
            "capacity": 9                | "capacity": 50001                   | areas[0].capacity
            "capacity": 9                | "capacity": 0                       | areas[0].capacity
            [0, 100], [60, 100],         | [0, 100],                           | areas[0].shape
            "priceLevel": "Back"         | "entryNumbers": true                | areas[0].priceLevel
            "name": "Small"              | "name": "\\u202e"                   | name
            "name": "Small"              | "name": "Small", "seatWidth": 1     | seatWidth
            "name": "Small"              | "name": "a", "floors": ["1", "1"]   | floors[1]
            "size": 20                   | "size": 0                           | texts[0].size
            """)
    void namesTheFaultByItsPath(String part, String faulty, String field) {
        assertThat(SMALL).contains(part);
        long before = versions();

        var refusal = api().asOperator()
                .raw("POST", VENUES, SMALL.replace(part, faulty))
                .expectProblem(400, "request-invalid");

        assertThat(refusal.fault(field)).as(refusal.text()).isNotEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    private long versions() {
        return owner().sql("select count(*) from catalog.venue_version")
                .query(Long.class)
                .single();
    }

    /// Half of a seat may lie outside: many plans draw the edge through the middles of the outer seats.
    @Test
    void seatMayStandOnTheEdgeOfItsSection() {
        String shape = "\"section\": \"A\", \"shape\": [[0,0],[60,0],[60,-30],[0,-30]]";

        enter(SMALL.replace("\"section\": \"A\"", shape));
        enter(SMALL.replace("\"section\": \"A\"", shape.replace("60", "35")));
    }

    @Test
    void namesTheFirstTwentyFaultsAndNoneThatFollowFromThem() {
        String two = SMALL.replace("\"x\": 0, \"y\": 0", "\"x\": null, \"y\": 0")
                .replace("\"Front\"},", "\" \"},")
                .replace("\"capacity\": 9", "\"capacity\": 0");
        JsonNode errors = refused(two).body().path("errors");
        assertThat(errors.findValuesAsString("field"))
                .containsExactly("sections[0].rows[0].seats[0].x", "areas[0].capacity");

        String seat = "{\"seat\": \"1\", \"x\": 1, \"y\": 1, \"priceLevel\": \"A\"}";
        String all = (seat + ",").repeat(1_000) + seat;
        assertThat(refused(rows("{\"seats\": [" + all + "]}")).body().path("errors"))
                .hasSize(20);
    }

    @Test
    void refusesHostilePlans() {
        String seat = "{\"seat\": \"1\", \"number\": \"1\", \"x\": 1, \"y\": 1, \"priceLevel\": \"A\"},";
        String twice = seat.repeat(20_000);
        assertThat(refused(rows("{\"row\": \"1\", \"seats\": [" + twice.substring(0, twice.length() - 1) + "]}"))
                        .fault("sections[0].rows[0].seats"))
                .isNotEmpty();
        String tenRows = ("{\"seats\": [" + seat.repeat(2_000) + "null]},").repeat(9) + "{}";
        assertThat(refused(rows(tenRows.replace(",null", ""))).fault("sections[0].rows[0].seats[1].seat"))
                .isNotEmpty();
        refused("[".repeat(100_000));
        refused("{\"sections\": " + "[".repeat(400) + "]".repeat(400) + "}");
        refused("{}");
        refused("null");
        refused("{\"name\": \"Nothing\", \"sections\": []}");
        refused("{\"name\": \"Nothing\", \"sections\": [], \"areas\": []}");
    }

    private static String rows(String rows) {
        return "{\"name\": \"N\", \"sections\": [{\"section\": \"A\", \"rows\": [" + rows + "]}]}";
    }

    private Answer refused(String body) {
        return api().asOperator().raw("POST", VENUES, body).expectProblem(400, "request-invalid");
    }

    @ParameterizedTest
    @EnumSource
    void performanceHasTheSeatsAndAreasOfItsVersion(Houses house) {
        Stage stage = stage(house);

        JsonNode plan = api().get("/api/v1/performances/" + stage.performanceId() + "/seat-plan")
                .expect(200)
                .body();

        JsonNode wanted = json(house);
        assertThat(plan.path("schematic").asBoolean()).isFalse();
        assertThat(plan.path("sections")).hasSize(wanted.path("sections").size());
        assertThat(plan.path("areas")).hasSize(wanted.path("areas").size());
        assertThat(plan.path("stage").path("shape"))
                .isEqualTo(wanted.path("stage").path("shape"));
        assertThat(plan.path("gates")).isEqualTo(wanted.path("gates"));
        int seats = 0;
        for (JsonNode run : plan.path("runs")) {
            seats += run.path(0).asInt();
        }
        Fan fan = stage.fan().joinsAndEnters();
        JsonNode listed = fan.seesSeats().expect(200).body().path("seats");
        assertThat(listed).hasSize(seats);
        assertThat(bestPair(fan)).hasSize(2);
    }

    private static List<String> bestPair(Fan fan) {
        JsonNode held = fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", fan.stage().performanceId(), "bestAvailable", Map.of("count", 2)))
                .expect(201)
                .body();
        return StreamSupport.stream(held.path("seats").spliterator(), false)
                .map(seat -> seat.path("seat").asString())
                .toList();
    }

    /// Odd seats stand on its one side and even ones on the other.
    @Test
    void bestPairStandsInFrontOnOneSideOfTheAisle() {
        Stage stage = stage(Houses.THEATRE);

        List<List<String>> pairs = List.of(
                bestPair(stage.fan().joinsAndEnters()), bestPair(stage.fan().joinsAndEnters()));

        assertThat(pairs).containsExactlyInAnyOrder(List.of("ST-1-3", "ST-1-1"), List.of("ST-1-2", "ST-1-4"));
    }

    @Test
    void seatsForWheelchairsAreHeldByNameOnly() {
        Stage stage = stage(Houses.THEATRE);
        Fan fan = stage.fan().joinsAndEnters();

        fan.holds("ST-16-1", "ST-16-3").expect(201);
        JsonNode seats = fan.seesSeats().expect(200).body().path("seats");
        JsonNode one = StreamSupport.stream(seats.spliterator(), false)
                .filter(seat -> seat.path("seat").asString().equals("ST-16-1"))
                .findFirst()
                .orElseThrow();
        assertThat(one.path("attributes").toString()).isEqualTo("[\"ACCESSIBLE\"]");
    }

    @Test
    void priceLevelsOfThePlanMustBeThoseOfTheConcert() {
        long version = enter(SMALL).body().path("venueVersion").asLong();

        var refusal = create(version, List.of(Map.of("name", "Front", "amountMinor", 1)), Map.of())
                .expectProblem(400, "request-invalid");

        assertThat(refusal.fault("performances[0].venueVersion"))
                .as(refusal.text())
                .isNotEmpty();
        assertThat(refusal.body().path("unknownPriceLevels").toString()).isEqualTo("[\"Back\"]");
    }

    @Test
    void performanceNamesAVersionOrItsSeats() {
        long version = enter(SMALL).body().path("venueVersion").asLong();
        List<?> levels = List.of(Map.of("name", "Front", "amountMinor", 1), Map.of("name", "Back", "amountMinor", 1));

        for (Answer refusal :
                List.of(create(version, levels, Map.of("seatCount", 5)), create(987_654_321, levels, Map.of()))) {
            assertThat(refusal.expectProblem(400, "request-invalid").fault("performances[0].venueVersion"))
                    .isNotEmpty();
        }
        create(version, levels, Map.of()).expect(201);
    }

    private Answer create(long version, List<?> levels, Map<String, ?> more) {
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock().instant(), 7));
        performance.put("venueVersion", version);
        performance.putAll(more);
        Map<String, Object> request = Stage.request(clock().instant());
        request.put("priceLevels", levels);
        request.put("performances", List.of(performance));
        return api().asOperator().post("/api/v1/operator/concerts", request);
    }

    private Stage stage(Houses house) {
        return Stage.in(house, api(), clock());
    }

    private Answer enter(String plan) {
        return api().asOperator().raw("POST", VENUES, plan).expect(201);
    }

    private static String address(JsonNode made) {
        return VENUES + "/" + made.path("venueId").asLong() + "/versions/"
                + made.path("version").asInt();
    }

    private static JsonNode json(Houses house) {
        return JsonMapper.shared().readTree(house.json());
    }
}
