package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plans of venues in pretix' format.
class PretixVenuesTest extends ServerTest {

    private static final String VENUES = "/api/v1/operator/venues";

    @Test
    void readsPretixPlans() {
        JsonNode made = enter(PRETIX);

        JsonNode plan = plan(made);
        assertThat(plan.at("/sections/0/section").asString()).isEqualTo("Stalls");
        assertThat(plan.at("/sections/0/rows/0/row").asString()).isEqualTo("A");
        assertThat(plan.at("/sections/0/rows/0/seats/1").toString())
                .isEqualTo("{\"seat\":\"a2\",\"number\":\"2\",\"x\":145,\"y\":210,\"priceLevel\":\"Best\"}");
        assertThat(plan.path("seatWidth").asInt()).isEqualTo(30);
        assertThat(plan.at("/stage/shape").toString()).isEqualTo("[[110,50],[210,50],[210,90],[110,90]]");
        assertThat(plan.at("/texts/0/text").asString()).isEqualTo("Bar");
        assertThat(pretix(made)).isEqualTo(JsonMapper.shared().readTree(PRETIX));
    }

    /// Colours, outlines, ids, labels and fractions of pixels are kept for pretix; what is drawn becomes stage and
    /// texts.
    @Test
    void pretixPlanGoesOutAsItCame() {
        JsonNode made = enter(DRAWN_PRETIX);

        assertThat(pretix(made)).isEqualTo(JsonMapper.shared().readTree(DRAWN_PRETIX));
        JsonNode plan = plan(made);
        assertThat(plan.at("/stage/shape").toString()).isEqualTo("[[110,50],[310,50],[210,90]]");
        assertThat(plan.at("/texts/0").toString())
                .isEqualTo("{\"text\":\"Bar\",\"x\":5,\"y\":310,\"size\":16,\"rotation\":90,\"floor\":0}");
        assertThat(plan.path("texts").findValuesAsString("text")).containsExactly("Bar", "Table", "Pillar", "Exit");
        assertThat(plan.at("/sections/0/rows/0/seats/1/x").asInt()).isEqualTo(143);
    }

    /// A version that is entered in our own format has nothing of the one before.
    @Test
    void nextVersionGoesOutAsItIs() {
        JsonNode made = enter(DRAWN_PRETIX);
        String versions = VENUES + "/" + made.path("venueId").asLong() + "/versions";

        JsonNode next = api().asOperator()
                .raw("POST", versions, plan(made).toString())
                .expect(201)
                .body();

        assertThat(pretix(next).at("/zones/1/areas/0/polygon/points").toString())
                .isEqualTo("[{\"x\":0,\"y\":0},{\"x\":200,\"y\":0},{\"x\":100,\"y\":40}]");
        assertThat(pretix(next).at("/categories/0").toString()).isEqualTo("{\"name\":\"Best\"}");
    }

    private static final String DRAWN_PRETIX = """
            {"name": "Salon", "size": {"width": 400, "height": 400},
             "categories": [{"name": "Best", "color": "#00ff00"}, {"name": "Unused"}],
             "zones": [
                {"name": "Stalls", "zone_id": "s", "uuid": "11111111-1111-4111-8111-111111111111",
                 "position": {"x": 100, "y": 200}, "rows": [
                    {"row_number": "A", "row_label": "Row A", "seat_label": "Chair %s", "row_number_position": "both",
                     "uuid": "22222222-2222-4222-8222-222222222222", "position": {"x": 15.25, "y": 10}, "seats": [
                        {"seat_guid": "a1", "seat_number": "1", "start_direction": "<>", "radius": 12,
                         "position": {"x": 0, "y": 0}, "category": "Best"},
                        {"seat_guid": "a2", "seat_number": "2", "uuid": "33333333-3333-4333-8333-333333333333",
                         "position": {"x": 27.5, "y": 0.5}, "category": "Best"}]}]},
                {"name": "Drawing", "position": {"x": 10, "y": 0}, "rows": [], "areas": [
                    {"shape": "polygon", "color": "#eee", "border_color": "#111", "rotation": 0,
                     "position": {"x": 100, "y": 50},
                     "polygon": {"points": [{"x": 0, "y": 0}, {"x": 200, "y": 0}, {"x": 100, "y": 40}]},
                     "text": {"text": "Stage", "color": "#000", "size": 20, "position": {"x": 100, "y": 20}}},
                    {"shape": "rectangle", "rotation": 90, "position": {"x": 0, "y": 300},
                     "rectangle": {"width": 60, "height": 20},
                     "text": {"text": "Bar", "position": {"x": 10, "y": 5}}},
                    {"shape": "ellipse", "position": {"x": 0, "y": 350}, "ellipse": {"radius": {"x": 9, "y": 5.5}},
                     "text": {"text": "Table", "position": {"x": 0, "y": 0}}},
                    {"shape": "circle", "position": {"x": 0, "y": 360}, "circle": {"radius": 5},
                     "uuid": "44444444-4444-4444-8444-444444444444",
                     "text": {"text": "Pillar", "position": {"x": 0, "y": 0}}},
                    {"shape": "circle", "position": {"x": 0, "y": 370}, "circle": {"radius": 5}},
                    {"shape": "text", "position": {"x": 0, "y": 390},
                     "text": {"text": "Exit", "size": 30, "position": {"x": 0, "y": 0}}}]}]}""";

    /// A pair that stands close, as at a table, and an aisle: the seats of the row are 30 wide.
    @Test
    void onePairOfAPretixPlanDoesNotSayHowWideAllSeatsAre() {
        String row = IntStream.of(0, 30, 60, 90, 97, 160, 190, 220)
                .mapToObj(x ->
                        "{\"seat_guid\": \"%d\", \"seat_number\": \"%d\", \"position\": {\"x\": %d, \"y\": 0}, \"category\": \"Best\"}"
                                .formatted(x, x, x))
                .collect(Collectors.joining(","));
        String plan = PRETIX.replaceAll("(?s)\"seats\": \\[.*", "\"seats\": [" + row + "]}]}]}");

        JsonNode made = enter(plan);

        assertThat(plan(made).path("seatWidth").asInt()).isEqualTo(30);
    }

    private static final String PRETIX = """
            {"name": "Hall", "size": {"width": 400, "height": 400},
             "categories": [{"name": "Best", "color": "#00ff00"}],
             "zones": [
                {"name": "Drawing", "position": {"x": 10, "y": 0}, "rows": [], "areas": [
                    {"width": 100, "height": 40, "position": {"x": 100, "y": 50}, "text": "Stage", "color": "red"},
                    {"width": 60, "height": 20, "position": {"x": 0, "y": 300}, "text": "Bar"},
                    {"width": 60, "height": 20, "position": {"x": 0, "y": 350}}]},
                {"name": "Stalls", "displayed": true, "position": {"x": 100, "y": 200}, "rows": [
                    {"row_number": "A", "number_of_seats": 2, "position": {"x": 15, "y": 10}, "seats": [
                        {"seat_guid": "a1", "seat_number": "1", "position": {"x": 0, "y": 0}, "category": "Best"},
                        {"seat_guid": "a2", "seat_number": "2", "position": {"x": 30, "y": 0}, "category": "Best"}
                    ]}]}]}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seat_guid": "a2"    | "seat_guid": "a1"              | zones[1].rows[0].seats[1].seat_guid
            "x": 30, "y": 0      | "x": 300000, "y": 0            | zones[1].rows[0].seats[1].position.x
            "x": 30, "y": 0      | "x": 2147483647, "y": 0        | zones[1].rows[0].seats[1].position.x
            "x": 30, "y": 0      | "y": 0                         | zones[1].rows[0].seats[1].position.x
            "seat_number": "2"   | "seat_number": ""              | zones[1].rows[0].seats[1].seat_number
            "name": "Stalls"     | "name": "\\u0007"              | zones[1].name
            "name": "Hall"       | "title": "Hall"                | name
            """)
    void namesAFaultOfAPretixPlanByItsOwnPath(String part, String faulty, String field) {
        assertThat(PRETIX).contains(part);

        var refusal = api().asOperator()
                .raw("POST", VENUES + "?format=pretix", PRETIX.replace(part, faulty))
                .expectProblem(400, "request-invalid");

        assertThat(refusal.fault(field)).as(refusal.text()).isNotEmpty();
    }

    private JsonNode enter(String plan) {
        return api().asOperator()
                .raw("POST", VENUES + "?format=pretix", plan)
                .expect(201)
                .body();
    }

    private JsonNode plan(JsonNode made) {
        return api().asOperator().get(address(made)).expect(200).body();
    }

    private JsonNode pretix(JsonNode made) {
        return api().asOperator()
                .get(address(made) + "?format=pretix")
                .expect(200)
                .body();
    }

    private static String address(JsonNode made) {
        return VENUES + "/" + made.path("venueId").asLong() + "/versions/"
                + made.path("version").asInt();
    }
}
