package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Areas of a performance, and what is special about its seats, as the operator gives them.
class AreasTest extends ServerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private Catalog catalog;

    @Test
    void areaHasSoManyPlacesBehindTheSeats() {
        SeatMap map = map("""
                {"seats": [{"seat": "A-1", "section": "A", "priceLevel": "Front"}],
                 "areas": [{"area": "Floor", "capacity": 300, "priceLevel": "Back", "entryNumbers": true},
                           {"area": "Pit", "capacity": 2, "priceLevel": "Front"}]}""");

        assertThat(map.areas())
                .containsExactly(
                        new Area("Floor", 300, "Back", Stage.BACK_PRICE, true),
                        new Area("Pit", 2, "Front", Stage.FRONT_PRICE, false));
        assertThat(map.named()).extracting(Seat::seat).containsExactly("A-1");
        assertThat(map.size()).isEqualTo(303);
        assertThat(map.firstPlaceOf(map.areas().getLast())).isEqualTo(301);
        assertThat(map.seats().get(302))
                .isEqualTo(new Seat("Pit#2", "Pit", "", "", null, "Front", Stage.FRONT_PRICE, "Pit", Set.of()));
    }

    /// So what guards a seat guards it too.
    @Test
    void eachPlaceOfAnAreaIsARowLikeASeat() {
        Stage stage = stage("""
                {"areas": [{"area": "Floor", "capacity": 7, "priceLevel": "Back"}]}""");

        List<String> labels =
                IntStream.rangeClosed(1, 7).mapToObj(i -> "Floor#" + i).toList();
        for (String table : List.of("catalog.seat", "reservation.seat")) {
            assertThat(owner().sql("select seat from " + table + " where performance_id = ? order by seat")
                            .param(stage.performanceId())
                            .query(String.class)
                            .list())
                    .as(table)
                    .isEqualTo(labels);
        }
    }

    @Test
    void nobodyMayAskForAPlaceOfAnAreaByItsLabel() {
        Stage stage = stage("""
                {"seatCount": 3, "areas": [{"area": "Floor", "capacity": 7, "priceLevel": "Back"}]}""");

        stage.fan().joinsAndEnters().holds("1", "Floor#1").expectProblem(422, "seat-unknown");
    }

    @Test
    void seatsKeepWhatIsSpecialAboutThem() {
        SeatMap map = map("""
                {"seats": [{"seat": "1", "priceLevel": "Front", "attributes": ["COMPANION", "AISLE"]},
                           {"seat": "2", "priceLevel": "Front", "attributes": []},
                           {"seat": "3", "priceLevel": "Front"}]}""");

        assertThat(map.seats())
                .extracting(Seat::attributes)
                .containsExactly(Set.of(SeatAttribute.AISLE, SeatAttribute.COMPANION), Set.of(), Set.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "areas": []                                                             | performances[0].areas
            "areas": [null]                                                         | performances[0].areas[0]
            "areas": [{"area": "F", "capacity": 0, "priceLevel": "Back"}]           | performances[0].areas[0].capacity
            "areas": [{"area": "F", "capacity": 50001, "priceLevel": "Back"}]       | performances[0].areas[0].capacity
            "areas": [{"area": "F", "capacity": 1.5, "priceLevel": "Back"}]         | performances[0].areas[0].capacity
            "areas": [{"area": "F", "priceLevel": "Back"}]                          | performances[0].areas[0].capacity
            "areas": [{"area": " ", "capacity": 1, "priceLevel": "Back"}]           | performances[0].areas[0].area
            "areas": [{"area": "F", "capacity": 1, "priceLevel": "Gold"}]           | performances[0].areas[0].priceLevel
            "areas": [{"area": "F", "capacity": 1, "priceLevel": "Back", "x": 1}]   | performances[0].areas[0].x
            "areas": [@a, @a]                                                       | performances[0].areas[1].area
            "areas": [@50, @b, @a]                                                  | performances[0]
            "areas": [@a], "seats": [{"seat": "1", "section": "a", @l}]             | performances[0].areas[0].area
            "areas": [@a], "seats": [{"seat": "a#9", @l}, {"seat": "a#1", @l}]      | performances[0].seats[1].seat
            "seats": [{"seat": "1", @l, "attributes": ["GOLD"]}]                    | performances[0].seats[0].attributes[0]
            "seats": [{"seat": "1", @l, "attributes": [null]}]                      | performances[0].seats[0].attributes[0]
            "seats": [{"seat": "1", @l, "attributes": ["AISLE", "AISLE"]}]          | performances[0].seats[0].attributes[1]
            """)
    void refusesAreasAndSeats(String places, String field) {
        String form = places.replace("@l", "\"priceLevel\": \"Back\"")
                .replace("@a", "{\"area\": \"a\", \"capacity\": 1, \"priceLevel\": \"Back\"}")
                .replace("@b", "{\"area\": \"b\", \"capacity\": 50000, \"priceLevel\": \"Back\"}")
                .replace("@50", "{\"area\": \"c\", \"capacity\": 50000, \"priceLevel\": \"Back\"}");

        var refusal = api().asOperator()
                .post("/api/v1/operator/concerts", request("{" + form + "}"))
                .expectProblem(400, "request-invalid");

        assertThat(refusal.fault(field)).as(refusal.text()).isNotEmpty();
    }

    private SeatMap map(String places) {
        return catalog.seatMap(stage(places).performanceId());
    }

    private Stage stage(String places) {
        return Stage.with(api(), clock(), request(places));
    }

    private Map<String, Object> request(String places) {
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock().instant(), 7));
        performance.putAll(JSON.readValue(places, new TypeReference<Map<String, Object>>() {}));
        Map<String, Object> request = Stage.request(clock().instant());
        request.put("performances", List.of(performance));
        return request;
    }
}
