package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The positions of seats, from which clients draw the map.
class SeatPlanTest extends ServerTest {

    @Test
    void placesEachSeatOfTheList() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        JsonNode plan =
                api().get(address(fan.stage().performanceId())).expect(200).body();

        assertThat(spots(plan))
                .hasSize(50)
                .doesNotHaveDuplicates()
                .startsWith("-9,2")
                .endsWith("9,10");
        assertThat(plan.path("schematic").asBoolean()).isTrue();
        assertThat(plan.path("seatWidth").asInt()).isEqualTo(2);
        assertThat(plan.path("stage").isNull()).isTrue();
        assertThat(plan.path("bounds").toString()).isEqualTo("{\"left\":-10,\"top\":0,\"right\":10,\"bottom\":11}");
        assertThat(plan.path("sections").toString())
                .isEqualTo("[{\"section\":\"\",\"floor\":0,\"shape\":[[-10,1],[10,1],[10,11],[-10,11]],"
                        + "\"label\":[0,6],\"seats\":50}]");
    }

    @Test
    void drawsAreasWithTheirCapacityAndNoneOfTheirPlaces() {
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock().instant(), 7));
        performance.put("seatCount", 20);
        performance.put("areas", List.of(Map.of("area", "Floor", "capacity", 100, "priceLevel", "Back")));
        Stage stage = Stage.with(api(), clock(), Map.of("performances", List.of(performance)));

        JsonNode plan = api().get(address(stage.performanceId())).expect(200).body();

        assertThat(spots(plan)).hasSize(20);
        JsonNode area = plan.path("areas").path(0);
        assertThat(area.path("area").asString()).isEqualTo("Floor");
        assertThat(area.path("capacity").asInt()).isEqualTo(100);
        assertThat(area.path("priceLevel").asString()).isEqualTo("Back");
        assertThat(area.path("shape")).hasSize(4);
        assertThat(area.has("gate")).isFalse();
    }

    private static List<String> spots(JsonNode plan) {
        List<String> spots = new ArrayList<>();
        plan.path("runs").forEach(run -> {
            for (int i = 0; i < run.path(0).asInt(); i++) {
                int x = run.path(1).asInt() + i * run.path(3).asInt();
                int y = run.path(2).asInt() + i * run.path(4).asInt();
                spots.add(x + "," + y);
            }
        });
        return spots;
    }

    @Test
    void mayBeKeptByAnybody() {
        long performanceId = Stage.open(api(), clock()).performanceId();

        assertThat(api().get(address(performanceId)).expect(200).header("Cache-Control"))
                .contains("public")
                .contains("max-age=300");
    }

    @Test
    void isSentCompressedIfTheClientAcceptsGzip() throws IOException {
        String plan = address(Stage.ofSeats(api(), clock(), 5_000).performanceId());

        Answer plain = api().with("Accept-Encoding", "identity").get(plan).expect(200);
        Answer gzipped = api().with("Accept-Encoding", "br, gzip").get(plan).expect(200);

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(gzipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzipped.bytes()).hasSizeLessThan(plain.bytes().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
        assertThat(gzipped.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(List.of(plain, gzipped)).allSatisfy(answer -> {
            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        });
    }

    @ParameterizedTest
    @CsvSource({"identity, %s", "gzip, %s", "gzip, W/%s", "identity, '\"other\", %s'"})
    void isNotSentAgainIfTheClientHasIt(String encoding, String known) {
        String plan = address(Stage.ofSeats(api(), clock(), 5_000).performanceId());
        ApiClient client = api().with("Accept-Encoding", encoding);
        String etag = client.get(plan).expect(200).header("ETag");
        assertThat(etag).startsWith("\"");

        Answer unchanged =
                client.with("If-None-Match", known.formatted(etag)).get(plan).expect(304);

        assertThat(unchanged.bytes()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(etag);
        assertThat(unchanged.header("Cache-Control")).contains("public").contains("max-age=300");
        client.with("If-None-Match", "\"other\"").get(plan).expect(200);
    }

    @Test
    void isUnknownOfUnknownPerformances() {
        api().get(address(987_654_321)).expectProblem(404, "performance-unknown");
        api().get("/api/v1/performances/x/seat-plan").expectProblem(404, "performance-unknown");
    }

    private static String address(long performanceId) {
        return "/api/v1/performances/" + performanceId + "/seat-plan";
    }
}
